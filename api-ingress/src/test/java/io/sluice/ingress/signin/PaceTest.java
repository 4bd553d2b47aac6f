package io.sluice.ingress.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration BETWEEN = Duration.ofSeconds(5);

    private final Pace<String> pace = new Pace<>(3, BETWEEN, 100);

    @Test
    void letsSomeThroughAtOnceAndThenOneAfterTheOther() {
        for (int n = 0; n < 3; n++) assertThat(pace.next("a", NOW)).isEmpty();
        assertThat(pace.next("a", NOW)).contains(BETWEEN);
        assertThat(pace.next("a", NOW.plusSeconds(2))).contains(Duration.ofSeconds(3));
        assertThat(pace.next("a", NOW.plusSeconds(5))).isEmpty();
        assertThat(pace.next("a", NOW.plusSeconds(5))).contains(BETWEEN);
        assertThat(pace.next("b", NOW)).isEmpty();
    }

    @Test
    void bringsAllBackWithTimeAndNoMore() {
        for (int n = 0; n < 3; n++) assertThat(pace.next("a", NOW)).isEmpty();
        for (int n = 0; n < 3; n++)
            assertThat(pace.next("a", NOW.plusSeconds(1_000))).isEmpty();
        assertThat(pace.next("a", NOW.plusSeconds(1_000))).isPresent();
    }

    @Test
    void doesNotCountWhatIsTakenBack() {
        for (int n = 0; n < 100; n++) {
            assertThat(pace.next("a", NOW)).isEmpty();
            pace.takeBack("a");
        }
        pace.takeBack("nobody");
        for (int n = 0; n < 3; n++) assertThat(pace.next("a", NOW)).isEmpty();
        assertThat(pace.next("a", NOW)).isPresent();
    }
}
