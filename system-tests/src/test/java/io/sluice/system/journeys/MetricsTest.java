package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.system.documents.MetricsPage;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Metrics;
import io.sluice.system.stack.Sluice;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What those who run the system see of it. */
class MetricsTest {
    private static final String PROVISION = "type=\"account.provision\"";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Api ADMIN = Sluice.shared().admin();

    /** Some metrics are there only when something has happened: an account was made and read, and a request refused. */
    @BeforeAll
    static void somethingHappens() {
        var made = ADMIN.waiting().post("/v1/accounts", "{\"username\":\"" + Sluice.unique("metered") + "\"}");
        assertThat(ADMIN.get("/v1/accounts/" + made.text("/id")).status()).isEqualTo(200);
        assertThat(Sluice.shared().anonymous().get("/v1/accounts").status()).isEqualTo(401);
    }

    @Test
    void arePreciselyThoseOfTheTable() {
        var table = MetricsPage.rows().stream().map(MetricsPage.Row::family).collect(Collectors.toSet());
        assertThat(table).hasSizeGreaterThan(40);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(metrics().families().values()).containsExactlyInAnyOrderElementsOf(table));
    }

    @Test
    void anAcceptedCommandCountsWhenKafkaHasItAndWhenItIsApplied() {
        var before = metrics();
        ADMIN.waiting().post("/v1/accounts", "{\"username\":\"" + Sluice.unique("counted") + "\"}");
        var after = metrics();
        assertThat(after.value("sluice_commands_accepted_total", PROVISION).orElseThrow())
                .isGreaterThan(before.value("sluice_commands_accepted_total", PROVISION)
                        .orElseThrow());
        assertThat(after.value("sluice_commands_applied_total", PROVISION, "status=\"succeeded\"")
                        .orElseThrow())
                .isGreaterThan(before.value("sluice_commands_applied_total", PROVISION, "status=\"succeeded\"")
                        .orElseThrow());
        assertThat(after.value("sluice_commands_latency_seconds_count", "commands.accounts")
                        .orElseThrow())
                .isPositive();
    }

    @Test
    void whatIsRefusedCountsByItsCode() {
        var code = "code=\"METHOD_NOT_ALLOWED\"";
        var before = metrics().value("sluice_problems_total", code).orElseThrow();
        ADMIN.send("PUT", "/v1/keys", "");
        assertThat(metrics().value("sluice_problems_total", code)).hasValue(before + 1);
    }

    // A lock that no worker gets past stands for whatever may hold commands up.
    @Test
    void whatIsNotAppliedShowsWithItsAgeUntilItIs() throws SQLException {
        var superuser = Sluice.shared().dataSource("postgres", "superuser-password");
        try (var connection = superuser.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE core.command IN ACCESS EXCLUSIVE MODE");
            assertThat(ADMIN.post("/v1/accounts", "{\"username\":\"" + Sluice.unique("held") + "\"}")
                            .status())
                    .isEqualTo(202);
            await().atMost(Duration.ofSeconds(20)).until(() -> lag("sluice_lag_seconds") >= 2);
            assertThat(lag("sluice_lag_records")).isPositive();
            connection.rollback();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> lag("sluice_lag_records") == 0);
        assertThat(lag("sluice_lag_seconds")).isZero();
    }

    // Rows can be read and not taken: for a sweep that is stuck.
    @Test
    void aCommandThatWasPutOffAgesFromItsTimeUntilItIsApplied() throws SQLException {
        double before = value("sluice_swept_total", "kind=\"commands\"");
        double told = value("sluice_outbox_records_total");
        var due = Clock.systemUTC().instant().plusSeconds(4).toString();
        var account = "{\"username\":\"" + Sluice.unique("late") + "\"}";
        var command = "/v1/commands/"
                + ADMIN.post("/v1/accounts?not_before=" + due, account).text("/id");
        await().atMost(SOON).until(() -> ADMIN.get(command).text("/status").equals("scheduled"));
        var superuser = Sluice.shared().dataSource("postgres", "superuser-password");
        try (var connection = superuser.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE core.scheduled_command IN EXCLUSIVE MODE");
            await().atMost(SOON).until(() -> value("sluice_commands_unapplied_seconds") >= 2);
            assertThat(value("sluice_due_seconds", "kind=\"commands\"")).isPositive();
            assertThat(Duration.between(Instant.parse(due), Clock.systemUTC().instant()))
                    .isGreaterThan(Duration.ofSeconds(2));
            connection.rollback();
        }
        await().atMost(SOON).until(() -> value("sluice_commands_unapplied_seconds") == 0);
        // It was queued in a transaction, whose mark stands behind it and is no record that anybody has to finish.
        await().atMost(SOON).until(() -> lag("sluice_lag_records") == 0);
        assertThat(ADMIN.get(command).text("/status")).isEqualTo("succeeded");
        assertThat(value("sluice_swept_total", "kind=\"commands\"")).isGreaterThan(before);
        assertThat(value("sluice_outbox_records_total")).isGreaterThan(told);
    }

    private static double value(String name, String... labels) {
        return metrics().value(name, labels).orElseThrow();
    }

    private static double lag(String name) {
        return metrics().value(name, "topic=\"commands.accounts\"").orElseThrow();
    }

    private static Metrics metrics() {
        return Metrics.of(Sluice.shared().anonymous().get("/metrics"));
    }
}
