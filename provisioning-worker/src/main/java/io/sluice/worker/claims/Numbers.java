package io.sluice.worker.claims;

import io.sluice.schemas.TenantId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Integers that are unique per tenant and kind. They are taken from the database in blocks, in a transaction of their
 * own, so that two workers never wait for each other over a number; a restart leaves a gap.
 */
@Component
public class Numbers {
    static final int BLOCK = 1_000;

    private record Kind(TenantId tenant, String name) {}

    private record Block(long next, long end) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate ownTransaction;
    private final Map<Kind, Block> blocks = new ConcurrentHashMap<>();

    Numbers(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.ownTransaction = new TransactionTemplate(transactions);
        ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** The next number of this kind of thing, from 1 on. */
    public long next(TenantId tenant, String kind) {
        var taken = new long[1];
        blocks.compute(new Kind(tenant, kind), (key, block) -> {
            var current = block == null || block.next() == block.end() ? take(key) : block;
            taken[0] = current.next();
            return new Block(current.next() + 1, current.end());
        });
        return taken[0];
    }

    private Block take(Kind kind) {
        long end = ownTransaction.execute(status -> jdbc.sql("""
                        INSERT INTO core.number_block AS block (tenant_id, kind, next)
                        VALUES (:tenant, :kind, 1 + :size)
                            ON CONFLICT (tenant_id, kind) DO UPDATE SET next = block.next + :size
                        RETURNING next
                        """)
                .param("tenant", kind.tenant().value())
                .param("kind", kind.name())
                .param("size", BLOCK)
                .query(Long.class)
                .single());
        return new Block(end - BLOCK, end);
    }
}
