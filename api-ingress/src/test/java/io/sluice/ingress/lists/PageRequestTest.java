package io.sluice.ingress.lists;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.ingress.problem.RefusedException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class PageRequestTest {

    @ParameterizedTest(name = "limit={0}")
    @CsvSource({", 50", "1, 1", "500, 500"})
    void asksForAsManyAsTheCallerWantsElseFifty(@Nullable String limit, int expected) {
        assertThat(PageRequest.of(request(limit, null))).isEqualTo(new PageRequest(expected, Long.MAX_VALUE));
    }

    @ParameterizedTest(name = "limit={0}")
    @ValueSource(strings = {"0", "-1", "501", "4294967297", "ten", "1.0", "", " 1"})
    void refusesALimitOutOfBounds(String limit) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> PageRequest.of(request(limit, null)))
                .withMessage("limit must be a whole number from 1 to 500.");
    }

    static List<String> foreignCursors() {
        return List.of("", "n7", "7", "!", base64("7"), base64("n"), base64("nx"), base64("n7 "), base64("x7"));
    }

    @ParameterizedTest(name = "cursor={0}")
    @MethodSource("foreignCursors")
    void refusesACursorThatNoListGave(String cursor) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> PageRequest.of(request(null, cursor)))
                .withMessageStartingWith("cursor is not one that this list gave with this sort");
    }

    @Test
    void givesNoCursorWithTheLastPage() {
        assertThat(new PageRequest(2, Long.MAX_VALUE).page(List.of(2L, 1L), number -> number, String::valueOf))
                .isEqualTo(new Page<>(List.of("2", "1"), null));
    }

    @Test
    void makesAnEmptyPageOfNothing() {
        assertThat(new PageRequest(2, Long.MAX_VALUE).page(List.<Long>of(), number -> number, String::valueOf))
                .isEqualTo(new Page<>(List.of(), null));
    }

    @ParameterizedTest(name = "{0} at a time")
    @ValueSource(ints = {1, 3, 7, 10, 11, 500})
    void leadsThroughAllItemsOnceEach(int limit) {
        var seen = new ArrayList<Long>();
        String cursor = null;
        do {
            var asked = PageRequest.of(request(Integer.toString(limit), cursor));
            var page = asked.page(newestFirst(asked.below(), limit + 1), number -> number, number -> number);
            assertThat(page.data()).hasSizeLessThanOrEqualTo(limit);
            seen.addAll(page.data());
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(seen).containsExactly(10L, 9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
    }

    /** As the table answers: ten items by their number. */
    private static List<Long> newestFirst(long below, int limit) {
        return LongStream.rangeClosed(1, 10)
                .map(n -> 11 - n)
                .filter(number -> number < below)
                .limit(limit)
                .boxed()
                .toList();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static MockHttpServletRequest request(@Nullable String limit, @Nullable String cursor) {
        var request = new MockHttpServletRequest();
        if (limit != null) request.setParameter("limit", limit);
        if (cursor != null) request.setParameter("cursor", cursor);
        return request;
    }
}
