package io.sluice.ingress.admission;

import static io.sluice.ingress.admission.KeyRecords.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.ingress.addresses.Address;
import io.sluice.ingress.tokens.TokenReading;
import io.sluice.schemas.KeySecret;
import io.sluice.schemas.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten a minute. */
class UnknownKeysTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final int LIMIT = 10;
    private static final Duration BETWEEN = Duration.ofSeconds(6);

    private final UnknownKeys unknown = new UnknownKeys(new UnknownKeySettings(LIMIT, Duration.ofMinutes(1)));

    @Test
    void mayBeTriedSomeAtOnceAndThenOneForEachThatTimeBringsBack() {
        var one = address("203.0.113.9");
        assertThat(tries(one, NOW)).isEqualTo(LIMIT);
        assertThat(unknown.count(one, NOW)).contains(BETWEEN);
        assertThat(unknown.count(one, NOW.plusMillis(5_999))).contains(Duration.ofMillis(1));
        assertThat(tries(one, NOW.plus(BETWEEN))).isEqualTo(1);
        assertThat(tries(one, NOW.plus(BETWEEN.multipliedBy(4)))).isEqualTo(3);
        assertThat(tries(one, NOW.plus(Duration.ofHours(1)))).isEqualTo(LIMIT);
    }

    // Who does not wait must not wait longer for it: then he would wait for ever.
    @Test
    void costNothingWhenTheyAreRefused() {
        var one = address("203.0.113.9");
        tries(one, NOW);
        for (int i = 0; i < 1_000; i++) assertThat(unknown.count(one, NOW)).contains(BETWEEN);
        assertThat(tries(one, NOW.plus(BETWEEN))).isEqualTo(1);
        assertThat(unknown.refused()).isEqualTo(1_000 + 2);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 203.0.113.9, true",
        "203.0.113.9, ::ffff:203.0.113.9, true",
        "203.0.113.9, 203.0.113.8, false",
        "2001:db8:c::9, 2001:db8:c:0:ffff::1, true",
        "2001:db8:c::9, 2001:db8:c:1::9, false",
        "::2, ::3, true",
        "::1, 127.0.0.1, false"
    })
    void countTogetherWhatComesFromOneNetwork(String one, String other, boolean together) {
        tries(address(one), NOW);
        assertThat(tries(address(other), NOW)).isEqualTo(together ? 0 : LIMIT);
    }

    // What a map with room for so many would have dropped.
    @Test
    void areNotForgottenForThoseOfManyOthers() {
        var attacker = address("203.0.113.9");
        tries(attacker, NOW);
        for (int i = 0; i < 200_000; i++) unknown.count(new Address(0x2001_0db8_0000_0000L + i, 1), NOW);
        assertThat(unknown.count(attacker, NOW)).isPresent();
    }

    @Test
    void ofManyOthersAreNotCountedWithOnesOwn() {
        for (int i = 0; i < 100_000; i++) unknown.count(new Address(0x2001_0db8_0000_0000L + i, 1), NOW);
        for (int i = 0; i < 1_000; i++) {
            assertThat(tries(new Address(0x2001_0db9_0000_0000L + i, 1), NOW)).isGreaterThan(LIMIT / 2);
        }
    }

    @Test
    void areAnsweredWithTheTimeToWaitAndHoldBackNoValidKey() {
        var keys = new KeyStore();
        var gate = new Gate(
                keys,
                new RoleStore(),
                new TenantStore(),
                unknown,
                new PersonStore(new RoleStore()),
                (text, now) -> new TokenReading.Foreign(),
                () -> true,
                now -> true);
        var valid = KeySecret.generate("sk_live_").reveal();
        put(keys, KeyRecords.active(valid, 1));
        for (int i = 0; i < LIMIT; i++) {
            assertThat(code(gate, "guess " + i)).isEqualTo(ProblemCode.API_KEY_INVALID.name());
        }
        assertThat(gate.admit(new Credential.Secret("guess"), "accounts:read", () -> KeyRecords.HERE, NOW))
                .isInstanceOfSatisfying(Gate.Refused.class, refused -> {
                    assertThat(refused.problem().code()).isEqualTo(ProblemCode.TOO_MANY_ATTEMPTS);
                    assertThat(refused.problem().headers()).containsEntry("Retry-After", "6");
                    assertThat(refused.problem().detail())
                            .contains("192.0.2.1", "Wait 6 s")
                            .doesNotContain("guess");
                });
        assertThat(code(gate, valid)).isEqualTo("ADMITTED");
    }

    @ParameterizedTest
    @CsvSource({"0, 60", "100001, 60", "60, 0", "60, 86401"})
    void haveBounds(int limit, int seconds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UnknownKeySettings(limit, Duration.ofSeconds(seconds)))
                .withMessageStartingWith("SLUICE_UNKNOWN_KEYS_");
    }

    private static String code(Gate gate, String secret) {
        return switch (gate.admit(new Credential.Secret(secret), "accounts:read", () -> KeyRecords.HERE, NOW)) {
            case Gate.Admitted _ -> "ADMITTED";
            case Gate.Refused(var problem) -> problem.code().name();
        };
    }

    private int tries(Address address, Instant now) {
        int tries = 0;
        while (unknown.count(address, now).isEmpty()) tries++;
        return tries;
    }

    private static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }
}
