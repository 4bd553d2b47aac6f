package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
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

/** The accounts of each test are the only ones of their year far ahead, so a filter finds them among all others. */
class ListAccountsTest {
    private static final int COUNT = 7;
    private static final AtomicInteger NEXT_YEAR = new AtomicInteger(3000);

    private final Api shop = Sluice.shared().admin().waiting();
    private String filter = "";

    @BeforeEach
    void make() {
        var prefix = "list-" + UUID.randomUUID();
        int year = NEXT_YEAR.getAndIncrement();
        for (int i = 0; i < COUNT; i++) {
            var expiry = "%d-06-%02dT00:00:00Z".formatted(year, 1 + (i * 3) % COUNT);
            shop.post("/v1/accounts", "{\"username\":\"%s-%d\",\"expires_at\":\"%s\"}".formatted(prefix, i, expiry));
        }
        filter = "expires_after=%d-05-31T00:00:00Z&expires_before=%d-07-01T00:00:00Z".formatted(year, year);
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
            var page = shop.get("/v1/accounts?limit=2&sort=" + sort + "&" + filter + cursor);
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
        var all = ids(shop.get("/v1/accounts?sort=username&" + filter));
        shop.send("POST", "/v1/accounts/" + all.get(0) + "/suspend", "");
        shop.send("DELETE", "/v1/accounts/" + all.get(1), "");
        assertThat(ids(shop.get("/v1/accounts?state=disabled&" + filter))).containsExactly(all.get(0));
        assertThat(ids(shop.get("/v1/accounts?state=active&" + filter))).hasSize(COUNT - 2);
    }

    @Test
    void areOnlyThoseOfTheCallersEnvironment() {
        var tester = Sluice.shared().caller("test", "accounts:read");
        assertThat(ids(tester.get("/v1/accounts?" + filter))).isEmpty();
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
