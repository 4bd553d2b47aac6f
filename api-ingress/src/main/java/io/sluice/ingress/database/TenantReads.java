package io.sluice.ingress.database;

import io.sluice.ingress.admission.Caller;
import io.sluice.schemas.Environment;
import io.sluice.schemas.TenantId;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the worker's tables as one tenant in one environment. The database hides every other row itself, so a query
 * that forgets its tenant finds nothing instead of another's data.
 */
@Component
public final class TenantReads {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    TenantReads(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(true);
    }

    /** Runs the queries in one transaction that sees only what is the caller's. */
    public <T> T as(Caller caller, Function<JdbcClient, T> queries) {
        return as(caller.tenant(), caller.environment(), queries);
    }

    /** The same for somebody who is no caller yet. */
    public <T> T as(TenantId tenant, Environment environment, Function<JdbcClient, T> queries) {
        return transaction.execute(status -> {
            jdbc.sql("SELECT set_config('sluice.tenant', :tenant, true), set_config('sluice.environment', :env, true)")
                    .param("tenant", tenant.value().toString())
                    .param("env", environment.text())
                    .query((row, number) -> true)
                    .single();
            return queries.apply(jdbc);
        });
    }
}
