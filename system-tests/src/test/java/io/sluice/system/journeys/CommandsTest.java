package io.sluice.system.journeys;

import static io.sluice.system.stack.Commands.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private final Api shop = Sluice.shared().admin();

    @Test
    void whoWaitsForACommandIsAnsweredWithItsOutcome() {
        for (int i = 0; i < 20; i++) {
            var accepted = shop.post("/v1/accounts", "{\"username\":\"" + Sluice.unique("wait") + "\"}");
            var settled = shop.get("/v1/commands/" + accepted.text("/id") + "?wait=20");
            assertThat(settled.text("/status")).isEqualTo("succeeded");
            assertThat(settled.header("Retry-After")).isEmpty();
        }
    }

    @Test
    void anOutcomeThatIsKnownToTheCallerIsNotSentAgain() {
        var made = shop.waiting().post("/v1/accounts", "{\"username\":\"" + Sluice.unique("tag") + "\"}");
        var path = "/v1/commands/" + made.header("X-Command-Id").orElseThrow();
        var tag = shop.get(path).header("ETag").orElseThrow();
        var again = shop.with("If-None-Match", tag).get(path);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.response().body()).isEmpty();
    }

    // While the worker is held, no node can know which of the two came first, so both are accepted.
    @Test
    void ofTwoRequestsUnderOneKeyTheLoserIsToldNothingOfTheWinner() throws SQLException {
        var caller = shop.under(Sluice.unique("two"));
        var answers = new ArrayList<Answer>();
        try (var connection = Sluice.shared()
                        .dataSource("sluice_worker", "worker-password")
                        .getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE core.command IN SHARE ROW EXCLUSIVE MODE");
            for (int i = 0; i < 2; i++) {
                answers.add(caller.post("/v1/accounts", "{\"username\":\"" + Sluice.unique("two") + "\"}"));
            }
            connection.rollback();
        }
        assertThat(answers).extracting(Answer::status).containsExactly(202, 202);
        var outcomes = answers.stream()
                .map(answer -> "/v1/commands/" + answer.text("/id"))
                .map(path -> await().atMost(Duration.ofSeconds(30))
                        .until(
                                () -> shop.get(path),
                                answer -> !answer.text("/status").equals("accepted")))
                .toList();
        assertThat(outcomes)
                .extracting(answer -> answer.text("/status"))
                .containsExactlyInAnyOrder("succeeded", "failed");
        assertThat(outcomes)
                .filteredOn(answer -> answer.text("/status").equals("failed"))
                .singleElement()
                .satisfies(loser -> {
                    assertThat(loser.text("/error/error_code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
                    assertThat(loser.json().at("/resource").isNull()).isTrue();
                    assertThat(loser.json().at("/result").isNull()).isTrue();
                });
    }

    @Test
    void aWaitThatIsNoNumberIsRefused() {
        var accepted = shop.post("/v1/accounts", "{\"username\":\"" + Sluice.unique("wait") + "\"}");
        var refused = shop.get("/v1/commands/" + accepted.text("/id") + "?wait=long");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error_code")).isEqualTo("MALFORMED_REQUEST");
    }

    @Test
    void aForgedIdIsNoCommand() {
        var forged = newId().text() + "0".repeat(12);
        assertThat(shop.get("/v1/commands/" + forged + "?wait=20").status()).isEqualTo(404);
    }

    @Test
    void aCommandByTimeTellsWhenItWasMade() {
        var accepted = shop.post("/v1/accounts", "{\"username\":\"" + Sluice.unique("time") + "\"}");
        var path = "/v1/commands/" + accepted.text("/id");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> shop.get(path).text("/status").equals("succeeded"));
        var created = Instant.parse(shop.get(path).text("/created_at"));
        assertThat(created).isEqualTo(Instant.parse(accepted.text("/created_at")));
    }
}
