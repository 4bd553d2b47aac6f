package io.sluice.ingress.lists;

import io.sluice.ingress.arguments.Rfc3339;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.RefusedException;
import io.sluice.schemas.ProblemCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a list can be narrowed to.
 *
 * @param parameter its name in the query string, and that of its value in the condition
 * @param condition in SQL
 * @param read the value as the condition takes it; empty when it is none
 * @param expected completes "must be"
 * @param sorts that it goes with, because an index holds it before or as them; none given is all
 */
public record Filter(
        String parameter,
        String condition,
        Function<String, Optional<String>> read,
        String expected,
        List<String> sorts) {

    public Filter {
        sorts = List.copyOf(sorts);
    }

    /** Items whose column is one of these words. */
    public static Filter word(String column, List<String> words) {
        return new Filter(
                column,
                column + " = :" + column,
                text -> Optional.of(text).filter(words::contains),
                "one of " + String.join(", ", words),
                List.of());
    }

    /** Items whose column is a text of this form. */
    public static Filter text(String column, Pattern form, String expected) {
        return new Filter(
                column,
                column + " = :" + column,
                text -> Optional.of(text).filter(form.asMatchPredicate()),
                expected,
                List.of());
    }

    /**
     * Items whose column is a time on one side of the one given.
     *
     * @param comparison {@code <} for instance
     */
    public static Filter time(String parameter, String column, String comparison) {
        return new Filter(
                parameter,
                column + " " + comparison + " :" + parameter + "::timestamptz",
                text -> Rfc3339.read(text).map(Instant::toString),
                Rfc3339.EXPECTED,
                List.of());
    }

    /** Items whose column begins with a text of at most so many characters. */
    public static Filter prefix(String column, int max) {
        var parameter = column + "_prefix";
        return new Filter(
                parameter,
                // Up to the last character that there is, behind which nothing that begins so can stand.
                column + " >= :" + parameter + " AND " + column + " <= :" + parameter + " || chr(1114111)",
                text -> Optional.of(text)
                        .filter(given -> !given.isEmpty() && given.length() <= max && given.indexOf('\0') < 0),
                "a text of 1 to " + max + " characters",
                List.of());
    }

    /** The same for lists that are sorted by one of these. */
    public Filter with(String... these) {
        return new Filter(parameter, condition, read, expected, List.of(these));
    }

    boolean goesWith(Sort<?> sort) {
        return sorts.isEmpty() || sorts.contains(sort.parameter());
    }

    String value(String text) {
        return read.apply(text)
                .orElseThrow(() -> new RefusedException(Problem.of(
                        ProblemCode.MALFORMED_REQUEST,
                        parameter + " must be " + expected + "; percent-encode what is no letter or digit.")));
    }
}
