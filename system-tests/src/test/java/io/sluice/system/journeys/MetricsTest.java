package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.system.documents.MetricsPage;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Metrics;
import io.sluice.system.stack.Sluice;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What those who run the system see of it. */
class MetricsTest {
    private static final String PROVISION = "type=\"account.provision\"";
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

    private static double lag(String name) {
        return metrics().value(name, "topic=\"commands.accounts\"").orElseThrow();
    }

    private static Metrics metrics() {
        return Metrics.of(Sluice.shared().anonymous().get("/metrics"));
    }
}
