package io.sluice.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NetworkException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

class FailuresTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            state | what it is                               | passes
            08000 | connection exception                     | true
            08006 | connection failure                       | true
            25006 | read-only transaction, as on a standby   | true
            40001 | serialization failure                    | true
            40P01 | deadlock                                 | true
            53100 | disk full                                | true
            53300 | too many connections                     | true
            55P03 | lock not available                       | true
            57014 | query canceled                           | true
            57P01 | admin shutdown                           | true
            57P03 | cannot connect now                       | true
            58030 | input or output error                    | true
            XX000 | internal error                           | true
            22001 | text too long for its column             | false
            22021 | character not in the encoding            | false
            22003 | number out of range                      | false
            23502 | not null violation                       | false
            23505 | unique violation                         | false
            23514 | check violation                          | false
            42501 | insufficient privilege                   | true
            42P01 | undefined table                          | true
            P0001 | raised by a function                     | false
            0     | no class at all                          | true
            ''    | nothing                                  | true
                  | no state                                 | true
            """)
    void ofTheDatabasePassByTheClassOfTheirState(@Nullable String state, String name, boolean passes) {
        assertThat(Failures.passesByItself(new SQLException("told", state))).isEqualTo(passes);
    }

    @Test
    void passWhereverTheirCauseStands() {
        var deep = new CannotCreateTransactionException(
                "no transaction",
                new CompletionException(new IllegalStateException(new SQLException("gone", "08006"))));
        assertThat(Failures.passesByItself(deep)).isTrue();
    }

    // What TransactionTemplate throws when a connection dies inside a transaction: the rollback fails too, and what it
    // was all about stands beside the chain of causes.
    @Test
    void passWhenTheRollbackFailedAsWell() {
        var both = new TransactionSystemException("JDBC rollback failed", new SQLException("Connection is closed"));
        both.initApplicationException(
                new DataAccessResourceFailureException("gone", new SQLException("gone", "08006")));
        assertThat(Failures.passesByItself(both)).isTrue();
    }

    @Test
    void doNotPassBecauseTheyAreWrapped() {
        var violation = new DataIntegrityViolationException("duplicate", new SQLException("unique", "23505"));
        assertThat(Failures.passesByItself(violation)).isFalse();
    }

    @Test
    void ofABatchPassLikeAnyOther() {
        assertThat(Failures.passesByItself(new BatchUpdateException("batch", "40P01", new int[0])))
                .isTrue();
    }

    // The pool has no state of PostgreSQL to tell: it timed out before it got a connection.
    @Test
    void ofAPoolThatHasNoConnectionPass() {
        assertThat(Failures.passesByItself(new CannotCreateTransactionException(
                        "no connection", new SQLTransientConnectionException("timed out"))))
                .isTrue();
    }

    @Test
    void ofKafkaPassWhenKafkaSaysSo() {
        assertThat(Failures.passesByItself(new NetworkException("gone"))).isTrue();
        assertThat(Failures.passesByItself(new InvalidTopicException("no such thing")))
                .isFalse();
    }

    @Test
    void ofOurOwnDoNotPass() {
        assertThat(Failures.passesByItself(new IllegalStateException("a claim has no outcome")))
                .isFalse();
        assertThat(Failures.passesByItself(new NullPointerException())).isFalse();
    }
}
