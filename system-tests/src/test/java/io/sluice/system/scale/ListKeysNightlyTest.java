package io.sluice.system.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A page of keys costs the same wherever in the list it stands, and however few pass a filter. The 300,000 keys are of
 * a tenant of their own: half of each environment, a quarter of each style, 60 % active, 40 % expired, some of neither.
 */
@Tag("nightly")
class ListKeysNightlyTest {
    private static final int COUNT = 300_000;
    private static final int LIMIT = 500;
    private static final int REQUESTS = 100;
    /** A walk past all keys takes half a second or more; a page of 50 takes milliseconds, on a busy machine too. */
    private static final Duration P50_MAX = Duration.ofMillis(50);

    private static final Sluice SLUICE = Sluice.shared();
    private static Api reader;

    @BeforeAll
    static void make() {
        var slug = "keys-" + UUID.randomUUID();
        var tenant = SLUICE.admin().post("/v1/tenants", "{\"name\":\"Keys\",\"slug\":\"" + slug + "\"}");
        SLUICE.database().sql("""
                        INSERT INTO core.api_key (id, number, tenant_id, environment, name, style, customer_id,
                                                  key_hash, prefix, masked, scopes, status, created_at, updated_at,
                                                  expires_at, grants_version, version)
                        SELECT uuidv7(), 1000 + n, id, (ARRAY['live', 'test'])[1 + n % 2], md5(n::text),
                               (ARRAY['sk', 'pak', 'xpanel', 'vps'])[1 + n % 4],
                               CASE WHEN n % 10000 = 0 THEN '42' END, sha256((id || n::text)::bytea), 'sk_live_',
                               'sk_live_…0000',
                               CASE WHEN n % 10000 = 1 THEN ARRAY['rules:read', 'accounts:*']
                                    ELSE ARRAY['rules:read'] END,
                               CASE WHEN n % 10000 = 2 THEN 'inactive' WHEN n % 1000 = 3 THEN 'revoked'
                                    WHEN n < :count * 0.4 THEN 'expired' ELSE 'active' END,
                               date_trunc('milliseconds', now()) - (:count - n) * interval '1 second', now(),
                               date_trunc('milliseconds', now()) + (n - :count * 0.4) * interval '1 hour', 1, 1
                          FROM core.tenant CROSS JOIN generate_series(1, :count) AS n
                         WHERE slug = :slug
                        """).param("count", COUNT).param("slug", slug).update();
        SLUICE.database().sql("VACUUM ANALYZE core.api_key").update();
        SLUICE.database().sql("VACUUM ANALYZE core.api_key_scope").update();
        reader = SLUICE.admin().with("Sluice-Tenant", tenant.text("/id"));
        // The compiler of the server is as warm as it gets before anything is measured.
        for (int n = 0; n < 500; n++) page("limit=50");
    }

    /** From the first key to the last, each once. */
    @ParameterizedTest
    @ValueSource(strings = {"number", "-number", "created_at", "-expires_at", "name"})
    void costTheSameAtTheStartAndAtTheEnd(String sort) {
        var first = new Durations();
        var last = new Durations();
        var seen = new HashSet<String>();
        var cursor = "";
        for (int page = 0; page < COUNT / LIMIT; page++) {
            var query = "limit=" + LIMIT + "&sort=" + sort + cursor;
            var half = page < COUNT / LIMIT / 2 ? first : last;
            var answer = half.measure(() -> page(query));
            seen.addAll(answer.json().at("/data").findValuesAsString("id"));
            cursor = "&cursor=" + answer.text("/next_cursor");
        }
        System.out.printf("%-12s first half %s   last half %s%n", sort, first, last);
        assertThat(seen).hasSize(COUNT);
        assertThat(cursor).isEqualTo("&cursor=");
        var most = first.quantile(0.5).multipliedBy(2).plus(P50_MAX);
        assertThat(last.quantile(0.5)).isLessThan(most);
        assertThat(last.quantile(0.9))
                .isLessThan(first.quantile(0.9).multipliedBy(3).plus(P50_MAX));
    }

    @Test
    void costTheSameHoweverFewPassAFilter() {
        var slow = new ArrayList<String>();
        for (var filter : List.of(
                "",
                "status=active",
                "status=inactive",
                "status=revoked&environment=test",
                "status=deleted",
                "style=vps&environment=live",
                "customer_id=42",
                "scope=rules:read",
                "scope=accounts:read",
                "scope=people:read",
                "scope=rules:read&status=inactive",
                "name_prefix=ffff",
                "expires_after=2100-01-01T00:00:00Z")) {
            var durations = new Durations();
            int shown = 0;
            for (int n = 0; n < REQUESTS; n++) {
                var answer = durations.measure(() -> page("limit=50&" + filter));
                shown = answer.json().at("/data").size();
            }
            var row = "%-40s %3d shown   %s".formatted(filter, shown, durations);
            System.out.println(row);
            if (durations.quantile(0.5).compareTo(P50_MAX) > 0) slow.add(row);
        }
        assertThat(slow).isEmpty();
    }

    private static Answer page(String query) {
        var answer = reader.get("/v1/keys?" + query);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer;
    }
}
