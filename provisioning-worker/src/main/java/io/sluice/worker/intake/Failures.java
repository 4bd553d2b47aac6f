package io.sluice.worker.intake;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionSystemException;

/** Which failures are of the surroundings and not of a command: those pass, and the same commands are tried again. */
final class Failures {
    /**
     * Classes of SQLSTATE: connection, wrong transaction state (a standby after a failover), rollback (deadlock,
     * serialization), a statement or grant of ours that is wrong, resources (a full disk), object not in state (a
     * lock), operator intervention, system error, internal error. Failing a command for any of these would lose what
     * was acknowledged.
     */
    private static final Set<String> PASSING = Set.of("08", "25", "40", "42", "53", "55", "57", "58", "XX");

    private Failures() {}

    static boolean passesByItself(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException || cause instanceof SQLTransientException) return true;
            if (cause instanceof SQLException sql && passesByItself(sql.getSQLState())) return true;
            // When the rollback fails as well, what it was all about is kept aside and not in the chain of causes.
            if (cause instanceof TransactionSystemException both
                    && both.getOriginalException() != null
                    && passesByItself(both.getOriginalException())) return true;
        }
        return false;
    }

    /** Without a state it was not the database that spoke: a connection is closed, say. */
    private static boolean passesByItself(@Nullable String state) {
        return state == null || state.length() < 2 || PASSING.contains(state.substring(0, 2));
    }
}
