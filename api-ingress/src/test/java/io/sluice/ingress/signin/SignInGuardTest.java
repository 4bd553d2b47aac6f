package io.sluice.ingress.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.addresses.Address;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignInGuardTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final SignInGuard.Pair GUESSER = pair("10.0.0.1", "ada@example.com");

    private final SignInGuard guard = new SignInGuard();

    @Test
    void letsAFewThroughAndThenEverFewer() {
        for (int n = 0; n < SignInGuard.FREE_ATTEMPTS; n++)
            assertThat(guard.attempt(GUESSER, NOW)).isEmpty();
        assertThat(guard.attempt(GUESSER, NOW)).contains(Duration.ofSeconds(1));
        assertThat(guard.attempt(GUESSER, NOW.plusSeconds(1))).isEmpty();
        assertThat(guard.attempt(GUESSER, NOW.plusSeconds(2))).contains(Duration.ofSeconds(1));
        assertThat(guard.attempt(GUESSER, NOW.plusSeconds(3))).isEmpty();
        assertThat(guard.attempt(GUESSER, NOW.plusSeconds(4))).contains(Duration.ofSeconds(3));
    }

    /** Whoever guesses for a day comes to a hundred passwords. */
    @Test
    void leavesAGuesserFewAttempts() {
        int let = 0;
        for (int second = 0; second < 86_400; second++) {
            if (guard.attempt(GUESSER, NOW.plusSeconds(second)).isEmpty()) let++;
        }
        assertThat(let).isBetween(90, 120);
    }

    @Test
    void doesNotKeepThePersonOutWhoComesFromElsewhere() {
        for (int n = 0; n < 1_000; n++) guard.attempt(GUESSER, NOW);
        assertThat(guard.attempt(pair("10.0.0.2", "ada@example.com"), NOW)).isEmpty();
        assertThat(guard.attempt(pair("10.0.0.1", "eve@example.com"), NOW)).isEmpty();
    }

    @Test
    void takesTheAddressesOfOneIpv6NetworkForOne() {
        for (int n = 0; n <= SignInGuard.FREE_ATTEMPTS; n++)
            guard.attempt(pair("2001:db8::" + n, "ada@example.com"), NOW);
        assertThat(guard.attempt(pair("2001:db8::ffff", "ada@example.com"), NOW))
                .isPresent();
        assertThat(guard.attempt(pair("2001:db8:0:1::1", "ada@example.com"), NOW))
                .isEmpty();
    }

    @Test
    void forgetsTheAttemptsOfWhoHasSucceeded() {
        for (int n = 0; n < SignInGuard.FREE_ATTEMPTS; n++) guard.attempt(GUESSER, NOW);
        guard.succeeded(GUESSER);
        assertThat(guard.attempt(GUESSER, NOW)).isEmpty();
    }

    /** One password for everybody is no way around, and nobody who has been here before waits for it. */
    @Test
    void holdsBackANetworkThatTriesMany() {
        var atHome = pair("10.0.0.1", "eve@example.com");
        assertThat(guard.attempt(atHome, NOW)).isEmpty();
        guard.succeeded(atHome);
        for (int n = 0; n < SignInGuard.AT_ONCE; n++)
            assertThat(guard.attempt(pair("10.0.0.1", n + "@example.com"), NOW)).isEmpty();
        var another = pair("10.0.0.1", "ada@example.com");
        assertThat(guard.attempt(another, NOW)).contains(SignInGuard.BETWEEN);
        assertThat(guard.attempt(atHome, NOW)).isEmpty();
        assertThat(guard.attempt(pair("10.0.0.2", "ada@example.com"), NOW)).isEmpty();
        assertThat(guard.attempt(another, NOW.plus(SignInGuard.BETWEEN))).isEmpty();
    }

    @Test
    void countsNeitherWhoComesInNorWhatWasNotLookedAt() {
        for (int n = 0; n < 10 * SignInGuard.AT_ONCE; n++) {
            var pair = pair("10.0.0.1", n % 100 + "@example.com");
            assertThat(guard.attempt(pair, NOW)).as("attempt %d", n).isEmpty();
            if (n % 2 == 0) guard.succeeded(pair);
            else guard.takeBack(pair);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "4, 0", "5, 1", "6, 2", "10, 32", "14, 512", "15, 900", "100, 900", "2000000000, 900"})
    void doublesTheDelayUpToAQuarterOfAnHour(int count, int seconds) {
        assertThat(SignInGuard.delay(count)).isEqualTo(Duration.ofSeconds(seconds));
    }

    private static SignInGuard.Pair pair(String address, String email) {
        return SignInGuard.Pair.of(Address.parse(address).orElseThrow(), "acme", email);
    }
}
