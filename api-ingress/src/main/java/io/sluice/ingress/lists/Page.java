package io.sluice.ingress.lists;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One page of a list. */
public record Page<T>(
        List<T> data,

        @Schema(description = "send it as ?cursor= for the next page; null on the last one") @Nullable
        String nextCursor) {

    /** Out of one item more than the page shows, which tells whether there is a next page. */
    public static <T, V> Page<V> of(List<T> oneMore, int limit, Function<T, V> view, Function<T, Cursor> cursor) {
        if (oneMore.size() <= limit)
            return new Page<>(oneMore.stream().map(view).toList(), null);
        var shown = oneMore.subList(0, limit);
        return new Page<>(
                shown.stream().map(view).toList(), cursor.apply(shown.getLast()).text());
    }
}
