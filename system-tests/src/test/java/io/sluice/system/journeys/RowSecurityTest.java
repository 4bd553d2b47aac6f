package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.schemas.TenantId;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The database keeps tenants apart by itself, whatever the ingress asks it. */
class RowSecurityTest {
    /** They say whose they are by another table. */
    private static final List<String> OF_OTHERS = List.of("password", "traffic_counter");

    private final Sluice sluice = Sluice.shared();
    private final Api admin = sluice.admin();

    @Test
    void isOnForEveryTableOfATenant() {
        var without = sluice.database()
                .sql("""
                        SELECT relname FROM pg_class
                         WHERE relnamespace = 'core'::regnamespace AND relkind IN ('r', 'p') AND NOT relrowsecurity
                           AND (relname = ANY (:others)
                                OR EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid
                                              AND attname IN ('tenant_id', 'account_id', 'person_id')))
                        """)
                .param("others", OF_OTHERS.toArray(String[]::new))
                .query(String.class)
                .list();
        assertThat(without).isEmpty();
        assertThat(readable())
                .contains("account", "api_key", "audit", "command", "person", "role", "session", "tenant");
    }

    /** Whoever forgets to say for which tenant it asks, or names one that there is not, finds nothing. */
    @Test
    void showsNothingToWhoIsOfNoTenant() throws SQLException {
        makeSome();
        for (var table : readable()) {
            assertThat(count("", "", table)).as(table).isZero();
            assertThat(count(new UUID(9, 9).toString(), "live", table))
                    .as(table)
                    .isZero();
        }
        var platform = TenantId.PLATFORM.value().toString();
        for (var table : List.of("account", "api_key", "command", "person", "role", "rule")) {
            assertThat(count(platform, "live", table)).as(table).isPositive();
        }
    }

    @Test
    void showsNothingOfLiveToWhoComesForTests() throws SQLException {
        makeSome();
        var platform = TenantId.PLATFORM.value().toString();
        for (var table : List.of("account", "api_key", "api_key_scope", "command", "rule", "session")) {
            var live = table + " WHERE id IN (SELECT id FROM core." + table + " WHERE environment = 'live')";
            assertThat(count(platform, "test", live)).as(table).isZero();
            assertThat(count(platform, "live", live)).as(table).isPositive();
        }
    }

    /** Not by its rights, and so neither by lifting the bar that its role has besides. */
    @Test
    void letsTheIngressWriteNothing() {
        for (var table : tables()) {
            assertThatThrownBy(() -> write("DELETE FROM core." + table))
                    .as(table)
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> write("INSERT INTO core." + table + " DEFAULT VALUES"))
                    .as(table)
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void letsTheIngressReadNoHash() {
        for (var query : List.of("SELECT hash FROM core.password", "SELECT key_hash FROM core.api_key")) {
            assertThatThrownBy(() -> write(query)).as(query).hasMessageContaining("permission denied");
        }
    }

    private void makeSome() {
        var live = admin.waiting();
        live.post("/v1/accounts", "{\"username\":\"" + Sluice.unique("row") + "\"}");
        live.post("/v1/rules", "{\"name\":\"" + Sluice.unique("row") + "\",\"content\":\"x\"}");
        var email = Sluice.unique("row") + "@example.com";
        var person = "{\"email\":\"" + email + "\",\"password\":\"correct horse battery\"}";
        assertThat(admin.post("/v1/users", person).status()).isEqualTo(201);
        assertThat(sluice.anonymous().post("/v1/auth/token", person).status()).isEqualTo(200);
    }

    private List<String> tables() {
        return sluice.database()
                .sql("SELECT tablename FROM pg_tables WHERE schemaname = 'core'")
                .query(String.class)
                .list();
    }

    /** Those of which the ingress may read anything, its own history of migrations left out. */
    private List<String> readable() {
        return sluice.database().sql("""
                        SELECT relname FROM pg_class
                         WHERE relnamespace = 'core'::regnamespace AND relkind IN ('r', 'p')
                           AND relname NOT LIKE 'flyway%'
                           AND has_any_column_privilege('sluice_ingress', oid, 'SELECT')
                        """).query(String.class).list();
    }

    private int count(String tenant, String environment, String from) throws SQLException {
        try (var connection = ingress()) {
            connection.setAutoCommit(false);
            try (var statement = connection.prepareStatement(
                    "SELECT set_config('sluice.tenant', ?, true), set_config('sluice.environment', ?, true)")) {
                statement.setString(1, tenant);
                statement.setString(2, environment);
                statement.execute();
            }
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT count(*) FROM core." + from)) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private void write(String sql) throws SQLException {
        try (var connection = ingress();
                var statement = connection.createStatement()) {
            statement.execute("SET default_transaction_read_only = off");
            statement.execute(sql);
        }
    }

    private Connection ingress() throws SQLException {
        return sluice.dataSource("sluice_ingress", "ingress-password").getConnection();
    }
}
