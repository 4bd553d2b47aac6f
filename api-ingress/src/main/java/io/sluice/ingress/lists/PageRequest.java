package io.sluice.ingress.lists;

import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.RefusedException;
import io.sluice.schemas.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which page a caller asks for. The cursor holds the number of the last item shown, so a page costs the same however
 * far down it is, and nothing is skipped or repeated while items are added.
 *
 * @param below only items whose number is lower
 */
public record PageRequest(int limit, long below) {
    private static final String KIND = "number";

    static final int LIMIT_DEFAULT = 50;
    static final int LIMIT_MAX = 500;

    /** Reads {@code ?limit=} and {@code ?cursor=}. */
    public static PageRequest of(HttpServletRequest request) {
        return new PageRequest(limit(request), cursor(request.getParameter("cursor")));
    }

    /** Makes the page out of one item more than it shows, which tells whether there is a next page. */
    public <T, V> Page<V> page(List<T> oneMore, ToLongFunction<T> number, Function<T, V> view) {
        return Page.of(
                oneMore, limit, view, last -> new Cursor(List.of(KIND, Long.toString(number.applyAsLong(last)))));
    }

    /** Reads {@code ?limit=}: 50 unless said, at most 500. */
    public static int limit(HttpServletRequest request) {
        return limit(request.getParameter("limit"));
    }

    private static int limit(@Nullable String text) {
        if (text == null) return LIMIT_DEFAULT;
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= LIMIT_MAX) return limit;
        } catch (NumberFormatException notANumber) {
            // Told below.
        }
        throw refused("limit must be a whole number from 1 to " + LIMIT_MAX + ".");
    }

    private static long cursor(@Nullable String text) {
        if (text == null) return Long.MAX_VALUE;
        try {
            return Long.parseLong(Cursor.read(text, KIND, 2).parts().getLast());
        } catch (NumberFormatException notANumber) {
            throw Cursor.refused();
        }
    }

    private static RefusedException refused(String detail) {
        return new RefusedException(Problem.of(ProblemCode.MALFORMED_REQUEST, detail));
    }
}
