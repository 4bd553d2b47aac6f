package io.sluice.ingress.lists;

import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.RefusedException;
import io.sluice.schemas.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of thing is listed.
 *
 * @param sorts what it can be sorted by; unless said otherwise by the first that goes with the filters, downwards
 * @param filters what it can be narrowed to
 * @param id of an item, which decides among those of the same sort value
 */
public record Listing<T>(List<Sort<T>> sorts, List<Filter> filters, Function<T, UUID> id) {
    static final int LIMIT_DEFAULT = 50;
    static final int LIMIT_MAX = 500;

    private static final Set<String> PAGING = Set.of("limit", "cursor", "sort");

    /**
     * Reads the query string.
     *
     * @param besides parameters that are no filters, and are read elsewhere
     * @throws RefusedException naming the parameter that is unknown or cannot be read
     */
    public ListQuery<T> read(HttpServletRequest request, String... besides) {
        var others = Set.of(besides);
        var values = new TreeMap<String, String>();
        var filters = new ArrayList<Filter>();
        for (var given : request.getParameterMap().entrySet()) {
            if (PAGING.contains(given.getKey()) || others.contains(given.getKey())) continue;
            var filter = filter(given.getKey());
            if (given.getValue().length > 1) throw refused(filter.parameter() + " was sent more than once.");
            values.put(filter.parameter(), filter.value(given.getValue()[0]));
            filters.add(filter);
        }
        var asked = Optional.ofNullable(request.getParameter("sort"))
                .orElseGet(() -> "-" + fitting(filters).parameter());
        boolean descending = asked.startsWith("-");
        var sort = sort(descending ? asked.substring(1) : asked);
        requireGoingWith(sort, filters);
        var conditions = filters.stream().map(Filter::condition).toList();
        var after = Optional.ofNullable(request.getParameter("cursor")).map(text -> after(text, asked, sort));
        return new ListQuery<>(
                this, sort, descending, limit(request.getParameter("limit")), conditions, Map.copyOf(values), after);
    }

    /** The first sort that every filter goes with; where there is none, what is wrong with the first one is told. */
    private Sort<T> fitting(List<Filter> filters) {
        return sorts.stream()
                .filter(sort -> filters.stream().allMatch(filter -> filter.goesWith(sort)))
                .findFirst()
                .orElse(sorts.getFirst());
    }

    /** What is refused here could only be answered by a walk past all items that do not fit. */
    private static void requireGoingWith(Sort<?> sort, List<Filter> filters) {
        for (var filter : filters) {
            if (filter.goesWith(sort)) continue;
            var fitting = "sort=" + String.join(" or sort=", filter.sorts());
            throw refused(filter.parameter() + " goes with " + fitting + ", and this list is sorted by "
                    + sort.parameter() + "; leave one of them out.");
        }
    }

    private ListQuery.After after(String text, String asked, Sort<T> sort) {
        var parts = Cursor.read(text, asked, 3).parts();
        if (!sort.type().reads(parts.get(2))) throw Cursor.refused();
        try {
            return new ListQuery.After(parts.get(2), UUID.fromString(parts.get(1)));
        } catch (IllegalArgumentException notAnId) {
            throw Cursor.refused();
        }
    }

    private Filter filter(String parameter) {
        return filters.stream()
                .filter(filter -> filter.parameter().equals(parameter))
                .findFirst()
                .orElseThrow(() -> refused(parameter + " is not a parameter of this list; it has " + parameters()));
    }

    private Sort<T> sort(String parameter) {
        return sorts.stream()
                .filter(sort -> sort.parameter().equals(parameter))
                .findFirst()
                .orElseThrow(() -> refused("sort must be "
                        + sorts.stream().map(Sort::parameter).collect(Collectors.joining(" or "))
                        + ", with - before it for the other direction."));
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

    private String parameters() {
        return Stream.concat(filters.stream().map(Filter::parameter), Stream.of("sort", "limit", "cursor"))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private static RefusedException refused(String detail) {
        return new RefusedException(Problem.of(ProblemCode.MALFORMED_REQUEST, detail));
    }
}
