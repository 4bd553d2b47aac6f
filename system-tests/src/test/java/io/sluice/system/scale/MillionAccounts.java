package io.sluice.system.scale;

import io.sluice.system.stack.Sluice;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * A million accounts of the environment {@code test}: 60 % active, 39 % expired, 1 % disabled, 100 limited, none on
 * hold; of four protocols; made one a second, and expiring one a second.
 */
final class MillionAccounts {
    static final int COUNT = 1_000_000;

    private final Sluice sluice = Sluice.shared();
    private final Instant oldest;

    private MillionAccounts() {
        this.oldest = sluice.database()
                .sql("SELECT now() - :count * interval '1 second'")
                .param("count", COUNT)
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private static final class Shared {
        static final MillionAccounts INSTANCE = new MillionAccounts().make();
    }

    /** Made once; it takes a minute. */
    static MillionAccounts shared() {
        return Shared.INSTANCE;
    }

    /** When the account was made that stands at this share of the list by creation. */
    Instant createdAt(double share) {
        return oldest.plusSeconds((long) (share * COUNT));
    }

    /** When the account expires that stands at this share of the list by expiry. */
    Instant expiresAt(double share) {
        return oldest.plusSeconds((long) (share * COUNT) + COUNT * 2L / 5);
    }

    private MillionAccounts make() {
        long start = System.nanoTime();
        sluice.database()
                .sql("""
                        INSERT INTO core.account (id, number, tenant_id, environment, username, password_ciphertext,
                                                  protocol, state, expires_at, total_traffic_bytes, created_at,
                                                  updated_at, version)
                        SELECT uuidv7(), 1000000000 + n, '00000000-0000-0000-0000-000000000001', 'test',
                               md5(n::text), sha256(n::text::bytea), (ARRAY['vless', 'vless', 'trojan', 'vmess',
                               'socks5'])[1 + n % 5],
                               CASE WHEN n % 10000 = 0 THEN 'limited' WHEN n % 100 = 1 THEN 'disabled'
                                    WHEN n < :count * 0.4 THEN 'expired' ELSE 'active' END,
                               :oldest::timestamptz + (n + :count * 0.4) * interval '1 second', 100::bigint << 30,
                               :oldest::timestamptz + n * interval '1 second', now(), 1
                          FROM generate_series(1, :count) AS n
                        """)
                .param("count", COUNT)
                .param("oldest", oldest.toString())
                .update();
        // By the owner of the tables; the planner must know them as it would after a night.
        sluice.database().sql("VACUUM ANALYZE core.account").update();
        System.out.printf("a million accounts made in %.0f s%n", (System.nanoTime() - start) / 1e9);
        return this;
    }
}
