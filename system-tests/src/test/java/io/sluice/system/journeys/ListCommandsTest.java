package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.CommandId;
import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListCommandsTest {
    private static final int MANY = 200_000;

    private final Sluice sluice = Sluice.shared();
    private final Api shop = sluice.admin().waiting();

    @Test
    void areListedOnceEachInTheOrderAskedForPageByPage() {
        var made = make();
        var ids = new ArrayList<String>();
        for (int i = 0; i < 5; i++) ids.add(id(rotate(made)));
        var since = created(ids.getFirst());
        assertThat(pages("sort=created_at&type=account.rotate-credentials&since=" + since))
                .isEqualTo(ids);
        assertThat(pages("type=account.rotate-credentials&since=" + since)).isEqualTo(ids.reversed());
    }

    @Test
    void areNarrowedByStatusAndType() {
        var made = make();
        var rotated = id(rotate(made));
        shop.post("/v1/accounts", "{\"username\":\"" + made.text("/username") + "\"}");
        var since = "&since=" + created(id(made));
        assertThat(texts(shop.get("/v1/commands?sort=created_at" + since), "type"))
                .containsExactly("account.provision", "account.rotate-credentials", "account.provision");
        assertThat(texts(shop.get("/v1/commands?status=succeeded" + since), "id"))
                .containsExactly(rotated, id(made));
        var failed = shop.get("/v1/commands?status=failed&type=account.provision" + since);
        assertThat(failed.json().at("/data").size()).isEqualTo(1);
        assertThat(failed.text("/data/0/error/error_code")).isEqualTo("CONFLICT");
        assertThat(texts(shop.get("/v1/commands?type=account.teleport"), "id")).isEmpty();
    }

    @Test
    void showWhatTheStatusOfEachShows() {
        var made = make();
        var command = shop.get("/v1/commands/" + id(made));
        var listed = shop.get("/v1/commands?since=" + created(id(made)));
        assertThat(listed.json().at("/data/0")).isEqualTo(command.json());
    }

    @Test
    void areOnlyThoseOfTheCallersEnvironment() {
        var made = make();
        var tester = sluice.caller("test", "commands:read");
        assertThat(texts(tester.get("/v1/commands?since=" + created(id(made))), "id"))
                .isEmpty();
    }

    @Test
    void needTheirScope() {
        assertThat(sluice.caller("live", "accounts:*").get("/v1/commands").status())
                .isEqualTo(403);
    }

    // Half of all pages that a filter must read to find its one command would take a hundred times as long.
    @Test
    void costTheSameHoweverManyThereAreAndHoweverFewAFilterFinds() {
        var tester = sluice.caller("test", "accounts:*", "commands:*").waiting();
        var made = tester.post("/v1/accounts", "{\"username\":\"" + Sluice.unique("many") + "\"}");
        copy(id(made));
        var sparse = "/v1/commands?status=failed&type=account.provision";
        var found = tester.get(sparse);
        assertThat(found.json().at("/data").size()).as(found.toString()).isEqualTo(1);
        long floor = median(tester, "/v1/commands/" + id(made));
        for (var query : List.of(sparse, "/v1/commands?limit=1&type=account.provision", "/v1/commands?limit=1")) {
            assertThat(median(tester, query)).as(query).isLessThan(10 * floor);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"status=accepted", "type=renew", "since=today", "sort=type", "colour=red"})
    void refuseWhatTheyDoNotKnow(String query) {
        var answer = shop.get("/v1/commands?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/error_code")).isEqualTo("MALFORMED_REQUEST");
    }

    /** As many commands like this one, of which a single one failed, long ago. */
    private void copy(String command) {
        sluice.database()
                .sql("""
                        INSERT INTO core.command
                               (claim, id, tenant_id, environment, type, status, outcome, accepted_at)
                        SELECT copy.id, copy.id, tenant_id, environment, type,
                               CASE WHEN n = :many THEN 'failed' ELSE status END, outcome,
                               accepted_at - n * interval '1 second'
                          FROM core.command AS original,
                               (SELECT n, gen_random_uuid() AS id FROM generate_series(1, :many) AS n) AS copy
                         WHERE original.id = :id
                        """)
                .param("many", MANY)
                .param("id", CommandId.of(command.substring(0, 30)).value())
                .update();
    }

    /** In microseconds. */
    private static long median(Api caller, String path) {
        return LongStream.generate(() -> {
                    long start = System.nanoTime();
                    assertThat(caller.get(path).status()).isEqualTo(200);
                    return (System.nanoTime() - start) / 1_000;
                })
                .limit(15)
                .sorted()
                .skip(7)
                .findFirst()
                .orElseThrow();
    }

    private Answer make() {
        return shop.post("/v1/accounts", "{\"username\":\"" + Sluice.unique("listed") + "\"}");
    }

    private Answer rotate(Answer made) {
        return shop.post("/v1/accounts/" + made.text("/id") + "/rotate-credentials", "{}");
    }

    private String created(String command) {
        return shop.get("/v1/commands/" + command).text("/created_at");
    }

    private List<String> pages(String query) {
        var listed = new ArrayList<String>();
        var cursor = "";
        do {
            var page = shop.get("/v1/commands?limit=2&" + query + cursor);
            assertThat(page.status()).as(page.toString()).isEqualTo(200);
            listed.addAll(texts(page, "id"));
            var next = page.text("/next_cursor");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        return listed;
    }

    private static String id(Answer settled) {
        return settled.header("X-Command-Id").orElseThrow();
    }

    private static List<String> texts(Answer page, String field) {
        var data = page.json().at("/data");
        return IntStream.range(0, data.size())
                .mapToObj(at -> data.get(at).get(field).asString())
                .toList();
    }
}
