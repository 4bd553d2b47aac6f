package io.sluice.ingress.lists;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.ingress.problem.RefusedException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ListingTest {
    private static final Listing<Long> LISTING = new Listing<>(
            List.of(
                    new Sort<>("number", "number", Sort.Type.NUMBER, item -> Long.toString(item)),
                    new Sort<>("name", "name", Sort.Type.TEXT, item -> "\u001f" + (char) ('a' + item)),
                    new Sort<>("made_at", "made_at", Sort.Type.TIME, item -> Sort.INFINITY)),
            List.of(
                    Filter.word("colour", List.of("red", "green")),
                    Filter.text("shape", Pattern.compile("[a-z]+"), "a word"),
                    Filter.time("since", "made_at", ">="),
                    Filter.time("until", "made_at", "<").with("made_at"),
                    Filter.prefix("name", 3).with("name")),
            item -> new UUID(0, item));

    @ParameterizedTest(name = "limit={0}")
    @CsvSource({", 50", "1, 1", "500, 500"})
    void asksForAsManyAsTheCallerWantsElseFifty(@Nullable String limit, int expected) {
        assertThat(LISTING.read(request("limit", limit)).limit()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "limit={0}")
    @ValueSource(strings = {"0", "-1", "501", "4294967297", "ten", "1.0", "", " 1"})
    void refusesALimitOutOfBounds(String limit) {
        refuses(request("limit", limit), "limit must be a whole number from 1 to 500.");
    }

    static List<String> foreignCursors() {
        var id = new UUID(0, 7).toString();
        return List.of(
                "",
                "7",
                "!",
                base64("7"),
                base64("-number"),
                base64("-number\u001f" + id),
                base64("-number\u001f" + id + "\u001fseven"),
                base64("-number\u001fseven\u001f7"),
                base64("number\u001f" + id + "\u001f7"),
                base64("-name\u001f" + id + "\u001f7"));
    }

    @ParameterizedTest(name = "cursor={0}")
    @MethodSource("foreignCursors")
    void refusesACursorThatThisListDidNotGiveWithThisSort(String cursor) {
        refuses(
                request("cursor", cursor),
                "cursor is not one that this list gave with this sort; "
                        + "send next_cursor of the page before, unchanged.");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            name    | a\0b
            made_at | yesterday
            made_at | +1000000-01-01T00:00:00Z
            """)
    void refusesACursorWhoseValueTheColumnCannotHold(String sort, String value) {
        var request = request("cursor", base64(sort + "\u001f" + new UUID(0, 7) + "\u001f" + value));
        request.setParameter("sort", sort);
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> LISTING.read(request));
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
            sort   | colour | sort must be number or name or made_at, with - before it for the other direction.
            size   | 7      | size is not a parameter of this list; it has colour, shape, since, until, name_prefix, sort, limit, cursor.
            colour | blue   | colour must be one of red, green; percent-encode what is no letter or digit.
            shape  | 7      | shape must be a word; percent-encode what is no letter or digit.
            name_prefix | abcd | name_prefix must be a text of 1 to 3 characters; percent-encode what is no letter or digit.
            since  | 7      | since must be a time like 2027-01-31T12:00:00Z, of the years 1970 to 9999; percent-encode \
            what is no letter or digit.
            """)
    void refusesWhatItDoesNotKnowByName(String parameter, String value, String detail) {
        refuses(request(parameter, value), detail);
    }

    @Test
    void refusesAFilterThatWasSentTwice() {
        var request = request("colour", "red");
        request.addParameter("colour", "green");
        refuses(request, "colour was sent more than once.");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({"colour, red, -number", "until, 2027-01-31T12:00:00Z, -made_at", "name_prefix, abc, -name"})
    void isSortedByWhatGoesWithItsFilters(String parameter, String value, String sort) {
        var query = LISTING.read(request(parameter, value));
        assertThat((query.descending() ? "-" : "") + query.sort().parameter()).isEqualTo(sort);
    }

    @Test
    void refusesAFilterThatDoesNotGoWithTheSort() {
        var request = request("until", "2027-01-31T12:00:00Z");
        request.setParameter("sort", "-number");
        refuses(request, "until goes with sort=made_at, and this list is sorted by number; leave one of them out.");
    }

    @Test
    void refusesFiltersThatDoNotGoWithOneSort() {
        var request = request("until", "2027-01-31T12:00:00Z");
        request.setParameter("name_prefix", "abc");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> LISTING.read(request))
                .withMessageEndingWith("and this list is sorted by number; leave one of them out.");
    }

    @Test
    void makesOneWalkOfFiltersCursorAndOrder() {
        var request = request("colour", "red");
        request.setParameter("since", "2027-01-31T13:00:00+01:00");
        request.setParameter("sort", "made_at");
        request.setParameter("cursor", base64("made_at\u001f" + new UUID(0, 7) + "\u001f2027-02-01T00:00:00Z"));
        var query = LISTING.read(request);
        assertThat(query.conditions()).containsExactlyInAnyOrder("colour = :colour", "made_at >= :since::timestamptz");
        assertThat(query.values()).isEqualTo(Map.of("colour", "red", "since", "2027-01-31T12:00:00Z"));
        assertThat(query.sql())
                .endsWith(" AND (made_at, id) > (:after::timestamptz, :after_id::uuid)"
                        + " ORDER BY made_at, id LIMIT :limit");
    }

    @Test
    void givesNoCursorWithTheLastPage() {
        var query = LISTING.read(request("limit", "2"));
        assertThat(query.page(List.of(2L, 1L), String::valueOf)).isEqualTo(new Page<>(List.of("2", "1"), null));
        assertThat(query.page(List.of(), String::valueOf)).isEqualTo(new Page<>(List.of(), null));
    }

    @ParameterizedTest(name = "{0}, {1} at a time")
    @CsvSource({"-number, 1", "-number, 3", "number, 7", "-name, 10", "name, 11", "-made_at, 4", "made_at, 500"})
    void leadsThroughAllItemsOnceEach(String sort, int limit) {
        var seen = new ArrayList<Long>();
        String cursor = null;
        do {
            var request = request("cursor", cursor);
            request.setParameter("sort", sort);
            request.setParameter("limit", Integer.toString(limit));
            var query = LISTING.read(request);
            var page = query.page(answer(query), item -> item);
            assertThat(page.data()).hasSizeLessThanOrEqualTo(limit);
            seen.addAll(page.data());
            cursor = page.nextCursor();
        } while (cursor != null);
        var upwards = LongStream.rangeClosed(1, 10).boxed().toList();
        assertThat(seen).isEqualTo(sort.startsWith("-") ? upwards.reversed() : upwards);
    }

    /** As the table answers, ten items, one more than the page shows. */
    private static List<Long> answer(ListQuery<Long> query) {
        var order = Comparator.comparing(query.sort().value())
                .thenComparing(query.listing().id());
        if (query.sort().type() == Sort.Type.NUMBER) order = Comparator.naturalOrder();
        var directed = query.descending() ? order.reversed() : order;
        return LongStream.rangeClosed(1, 10)
                .boxed()
                .sorted(directed)
                .filter(item -> query.after()
                        .map(after -> directed.compare(item, after.id().getLeastSignificantBits()) > 0)
                        .orElse(true))
                .limit(query.limit() + 1)
                .toList();
    }

    private static void refuses(MockHttpServletRequest request, String detail) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> LISTING.read(request))
                .withMessage(detail);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static MockHttpServletRequest request(String parameter, @Nullable String value) {
        var request = new MockHttpServletRequest();
        if (value != null) request.setParameter(parameter, value);
        return request;
    }
}
