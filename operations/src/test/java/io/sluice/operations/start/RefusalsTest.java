package io.sluice.operations.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusalsTest {
    @Test
    void aSettingThatIsNotAsItMustBeIsToldInItsOwnWords() {
        var told = new IllegalArgumentException("SLUICE_WORKER_ACCOUNT_THREADS must be 1 to 12 but is 99");
        assertThat(Refusals.line(new IllegalStateException("could not bind", told)))
                .contains(told.getMessage());
    }

    @Test
    void aRefusedStartIsToldInItsOwnWords() {
        assertThat(Refusals.line(new RefusedStart("Mend it."))).contains("Mend it.");
    }

    @Test
    void aFaultKeepsItsStackTrace() {
        assertThat(Refusals.line(new IllegalArgumentException("something else")))
                .isEmpty();
        assertThat(Refusals.line(new IllegalStateException())).isEmpty();
    }
}
