package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AccountEvent;
import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Kafka;
import io.sluice.system.stack.Sluice;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An account ends at its instant, within 5 s, without anybody asking for it. */
class ExpiryTest {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration SWEPT = Duration.ofSeconds(5);

    private static final Sluice SLUICE = Sluice.shared();
    private static Kafka kafka;

    private final Api shop = SLUICE.admin().waiting();

    @BeforeAll
    static void connect() {
        kafka = new Kafka(SLUICE.bootstrapServers(), SLUICE.registry());
    }

    @AfterAll
    static void disconnect() {
        kafka.close();
    }

    @Test
    void anAccountExpiresOnceAndARenewalGivesItAnotherTime() {
        var made = make();
        var expired = awaitVersion(made, 2);
        assertThat(expired.text("/state")).isEqualTo("expired");
        assertThat(Instant.parse(expired.text("/updated_at")))
                .isBetween(expiry(made), expiry(made).plus(SWEPT));

        var renewed = shop.post("/v1/accounts/" + made.text("/id") + "/renew", "{\"extend_days\":1}");
        assertThat(renewed.text("/state")).isEqualTo("active");
        var again = shop.with("Content-Type", "application/json")
                .send("PATCH", "/v1/accounts/" + made.text("/id"), "{\"expires_at\":\"" + soon() + "\"}");
        assertThat(awaitVersion(made, 5).text("/state")).isEqualTo("expired");

        var events = await().atMost(SWEPT).until(() -> expiries(made), told -> told.size() == 2);
        assertThat(events).extracting(event -> event.getAccount().getVersion()).containsExactly(2L, 5L);
        assertThat(events).extracting(event -> event.getAccount().getState()).containsOnly("expired");
        assertThat(events)
                .extracting(event -> event.getAccount().getExpiresAt())
                .containsExactly(expiry(made), expiry(again));
        assertThat(events).extracting(AccountEvent::getCommandId).containsOnly("");
        assertThat(events).extracting(AccountEvent::getId).doesNotHaveDuplicates();
    }

    // What somebody else holds must neither stop the sweep nor be missed by it; and a reader need not wait for it.
    @Test
    void anAccountThatIsHeldIsShownAsExpiredAndSweptLaterWhileOthersAreSweptAtOnce() throws SQLException {
        var held = make();
        var other = make();
        try (var lock = lock(held)) {
            assertThat(awaitVersion(other, 2).text("/state")).isEqualTo("expired");
            var shown = shop.get("/v1/accounts/" + held.text("/id"));
            assertThat(shown.text("/state")).isEqualTo("expired");
            assertThat(shown.json().at("/version").asInt()).isEqualTo(1);
            assertThat(expiries(held)).isEmpty();
            lock.rollback();
        }
        awaitVersion(held, 2);
        await().atMost(SWEPT).until(() -> expiries(held).size() == 1);
    }

    private Answer make() {
        return shop.post(
                "/v1/accounts", "{\"username\":\"" + Sluice.unique("expiry") + "\",\"expires_at\":\"" + soon() + "\"}");
    }

    private static Instant soon() {
        return Instant.now().plus(SOON).truncatedTo(ChronoUnit.MILLIS);
    }

    private Answer awaitVersion(Answer made, int version) {
        return await().atMost(SOON.plus(SWEPT))
                .until(
                        () -> shop.get("/v1/accounts/" + made.text("/id")),
                        answer -> answer.json().at("/version").asInt() == version);
    }

    private static List<AccountEvent> expiries(Answer made) {
        return kafka.read(Topics.ACCOUNT_EVENTS, made.text("/id")).stream()
                .filter(event -> event.getType().equals("account.expired"))
                .toList();
    }

    private static Instant expiry(Answer account) {
        return Instant.parse(account.text("/expires_at"));
    }

    private static Connection lock(Answer account) throws SQLException {
        var connection = SLUICE.dataSource("sluice_worker", "worker-password").getConnection();
        connection.setAutoCommit(false);
        try (var lock = connection.prepareStatement("SELECT FROM core.account WHERE username = ? FOR UPDATE")) {
            lock.setString(1, account.text("/username"));
            lock.execute();
        }
        return connection;
    }
}
