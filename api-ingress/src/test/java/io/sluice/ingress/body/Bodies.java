package io.sluice.ingress.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.ingress.body.Checked.Invalid;
import io.sluice.ingress.body.Checked.Valid;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.Problem.FieldError;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Bodies for the tests of every feature that reads one; they stand there with {@code '} for {@code "}. */
public final class Bodies {
    private static final String LIST_OF_FIELDS = "is not a field of this request; it has ";

    private Bodies() {}

    public static Fields fields(String body) {
        return JsonBodyReader.parse(body.replace('\'', '"').getBytes(UTF_8)).fields();
    }

    /** What was read of a body that must be right. */
    public static <T> T valid(Checked<T> checked) {
        return switch (checked) {
            case Valid(var value) -> value;
            case Invalid(var problem) -> throw new AssertionError("was refused: " + shown(problem));
        };
    }

    /** Every refusal of a body that must be wrong, as pointer and detail. */
    public static String refusals(Checked<?> checked) {
        return switch (checked) {
            case Valid(var value) -> throw new AssertionError("was read: " + value);
            case Invalid(var problem) -> shown(problem);
        };
    }

    static String shown(Problem problem) {
        return problem.errors().stream()
                .map(error -> error.pointer() + " " + error.detail())
                .collect(Collectors.joining("; "));
    }

    /** The fields that a request asks for, as it tells the caller of an unknown one. */
    public static List<String> asked(Function<Fields, Checked<?>> request) {
        return asked("{'an unknown field':1}", request);
    }

    /** The same of a body with one object that has an unknown field. */
    public static List<String> asked(String body, Function<Fields, Checked<?>> request) {
        return switch (request.apply(fields(body))) {
            case Valid(var value) -> throw new AssertionError("was read: " + value);
            case Invalid(var problem) ->
                problem.errors().stream()
                        .map(FieldError::detail)
                        .filter(detail -> detail.startsWith(LIST_OF_FIELDS))
                        .flatMap(detail -> Stream.of(
                                detail.substring(LIST_OF_FIELDS.length()).split(", ", -1)))
                        .toList();
        };
    }

    /** The names of a record's components as they stand in JSON. */
    public static List<String> documented(Class<? extends Record> type) {
        return Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .toList();
    }
}
