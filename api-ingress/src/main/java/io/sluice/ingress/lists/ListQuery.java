package io.sluice.ingress.lists;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Which items one page shows, in which order, from where on. A repository writes the statement, and takes from here
 * what the caller has decided.
 *
 * @param conditions of the filters, in SQL
 * @param values for the conditions, by name
 * @param after where the page before ended
 */
public record ListQuery<T>(
        Listing<T> listing,
        Sort<T> sort,
        boolean descending,
        int limit,
        List<String> conditions,
        Map<String, String> values,
        Optional<After> after) {

    /** The sort value and id of the last item of the page before. */
    record After(String value, UUID id) {}

    public ListQuery {
        conditions = List.copyOf(conditions);
    }

    /** To stand behind a {@code WHERE} that has a condition already: filters, then order, then limit. */
    public String sql() {
        var sql = new StringBuilder();
        conditions.forEach(condition -> sql.append(" AND ").append(condition));
        if (after.isPresent()) {
            sql.append(" AND (" + sort.column() + ", id) " + (descending ? "<" : ">"));
            sql.append(" (:after::" + sort.type().sql + ", :after_id::uuid)");
        }
        return sql.append(order()).toString();
    }

    /** Order and limit alone, to bring together what {@link #sql} has found in several places. */
    public String order() {
        var direction = descending ? " DESC" : "";
        return " ORDER BY " + sort.column() + direction + ", id" + direction + " LIMIT :limit";
    }

    /** Sets what {@link #sql} and {@link #order} speak of. The limit is one more than the page shows. */
    public StatementSpec bind(StatementSpec statement) {
        var bound = statement.param("limit", limit + 1);
        for (var value : values.entrySet()) bound = bound.param(value.getKey(), value.getValue());
        if (after.isEmpty()) return bound;
        return bound.param("after", after.get().value())
                .param("after_id", after.get().id());
    }

    /** Makes the page out of one item more than it shows, which tells whether there is a next page. */
    public <V> Page<V> page(List<T> oneMore, Function<T, V> view) {
        if (oneMore.size() <= limit)
            return new Page<>(oneMore.stream().map(view).toList(), null);
        var shown = oneMore.subList(0, limit);
        return new Page<>(
                shown.stream().map(view).toList(), behind(shown.getLast()).text());
    }

    private Cursor behind(T last) {
        var order = (descending ? "-" : "") + sort.parameter();
        var id = listing.id().apply(last).toString();
        return new Cursor(List.of(order, id, sort.value().apply(last)));
    }
}
