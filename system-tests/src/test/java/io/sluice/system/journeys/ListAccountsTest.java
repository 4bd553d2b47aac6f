package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The accounts of each test are the only ones of their prefix, their year far ahead and, as tests come one after the
 * other, their time of creation; so a filter finds them among all others in each order.
 */
class ListAccountsTest {
    private static final int COUNT = 7;
    private static final String LAST_OF_ALL = "9999-12-31T00:00:00Z";
    private static final AtomicInteger NEXT_YEAR = new AtomicInteger(3000);

    private final Api shop = Sluice.shared().admin().waiting();
    private final String prefix = "list-" + UUID.randomUUID();
    private String created = "";
    private String expires = "";

    @BeforeEach
    void make() {
        var first = Instant.MAX;
        int year = NEXT_YEAR.getAndIncrement();
        for (int i = 0; i < COUNT; i++) {
            var expiry = "%d-06-%02dT00:00:00Z".formatted(year, 1 + (i * 3) % COUNT);
            var made = shop.post(
                    "/v1/accounts", "{\"username\":\"%s-%d\",\"expires_at\":\"%s\"}".formatted(prefix, i, expiry));
            if (i == 0) first = Instant.parse(made.text("/created_at"));
        }
        created = "created_after=" + first.minusMillis(1);
        expires = "expires_after=%d-05-31T00:00:00Z&expires_before=%d-07-01T00:00:00Z".formatted(year, year);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "created_at,  0 1 2 3 4 5 6",
        "-created_at, 6 5 4 3 2 1 0",
        "expires_at,  0 5 3 1 6 4 2",
        "-expires_at, 2 4 6 1 3 5 0",
        "username,    0 1 2 3 4 5 6",
        "-username,   6 5 4 3 2 1 0",
    })
    void areListedOnceEachInTheOrderAskedForPageByPage(String sort, String order) {
        var listed = new ArrayList<String>();
        var cursor = "";
        do {
            var page = shop.get("/v1/accounts?limit=2&sort=" + sort + "&" + filter(sort) + cursor);
            assertThat(page.status()).as(page.toString()).isEqualTo(200);
            listed.addAll(usernames(page));
            var next = page.text("/next_cursor");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        assertThat(listed.stream()
                        .map(name -> name.substring(name.length() - 1))
                        .toList())
                .isEqualTo(List.of(order.split(" ")));
    }

    @Test
    void areNarrowedByStateAndNeverShowADeletedOne() {
        var all = ids(shop.get("/v1/accounts?sort=created_at&" + created));
        shop.send("POST", "/v1/accounts/" + all.get(0) + "/suspend", "");
        shop.send("DELETE", "/v1/accounts/" + all.get(1), "");
        assertThat(ids(shop.get("/v1/accounts?state=disabled&" + created))).containsExactly(all.get(0));
        assertThat(ids(shop.get("/v1/accounts?state=disabled&" + expires))).containsExactly(all.get(0));
        assertThat(ids(shop.get("/v1/accounts?state=active&protocol=vless&" + created)))
                .hasSize(COUNT - 2);
        assertThat(ids(shop.get("/v1/accounts?protocol=vless&" + expires))).hasSize(COUNT - 1);
        assertThat(ids(shop.get("/v1/accounts?protocol=trojan&" + expires))).isEmpty();
        assertThat(ids(shop.get("/v1/accounts?username_prefix=" + prefix))).hasSize(COUNT - 1);
        assertThat(ids(shop.get("/v1/accounts?username_prefix=" + prefix + "-2")))
                .containsExactly(all.get(2));
    }

    @Test
    void areFoundByAnExpiryOnlyIfTheyHaveOne() {
        shop.post("/v1/accounts", "{\"username\":\"" + prefix + "-never\"}");
        var all = usernames(shop.get("/v1/accounts?sort=expires_at&expires_after=" + LAST_OF_ALL));
        assertThat(all).isEmpty();
        var last = usernames(shop.get("/v1/accounts?limit=500&sort=-expires_at"));
        assertThat(last).contains(prefix + "-never");
    }

    // Who would have to read every account is told so, and not left waiting.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            sort=username&state=active | state goes with sort=created_at or sort=expires_at, and this list is sorted by username; leave one of them out.
            sort=created_at&expires_after=2027-01-01T00:00:00Z | expires_after goes with sort=expires_at, and this list is sorted by created_at; leave one of them out.
            created_after=2027-01-01T00:00:00Z&expires_after=2027-01-01T00:00:00Z | expires_after goes with sort=expires_at, and this list is sorted by created_at; leave one of them out.
            """)
    void refuseWhatNoIndexHolds(String query, String detail) {
        var answer = shop.get("/v1/accounts?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/detail")).isEqualTo(detail);
    }

    @Test
    void areOnlyThoseOfTheCallersEnvironment() {
        var tester = Sluice.shared().caller("test", "accounts:read");
        assertThat(ids(tester.get("/v1/accounts?" + created))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "sort=colour",
                "state=gone",
                "created_after=yesterday",
                "colour=red",
                "limit=0",
                "cursor=x",
                "sort=username&cursor=LWNyZWF0ZWRfYXQfMR8x"
            })
    void refuseWhatTheyDoNotKnow(String query) {
        var answer = shop.get("/v1/accounts?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/error_code")).isEqualTo("MALFORMED_REQUEST");
    }

    private String filter(String sort) {
        return switch (sort.replace("-", "")) {
            case "created_at" -> created;
            case "expires_at" -> expires;
            default -> "username_prefix=" + prefix;
        };
    }

    private static List<String> usernames(Answer page) {
        return values(page, "username");
    }

    private static List<String> ids(Answer page) {
        return values(page, "id");
    }

    private static List<String> values(Answer page, String field) {
        var data = page.json().at("/data");
        return IntStream.range(0, data.size())
                .mapToObj(at -> data.get(at).get(field).asString())
                .toList();
    }
}
