package io.sluice.ingress.admission;

import static io.sluice.ingress.admission.KeyRecords.key;
import static io.sluice.ingress.admission.KeyRecords.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.addresses.Address;
import io.sluice.ingress.tokens.TokenReading;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.KeySecret;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.TenantId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final TenantId OTHER = new TenantId(new UUID(9, 9));

    private final String secret = KeySecret.generate("sk_live_").reveal();
    private final KeyStore keys = new KeyStore();
    private final KeyVerifier verifier = new KeyVerifier(keys, gate(keys, () -> true));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            case                     | status   | expiresInMs | allowed   | scope          | from      | code
            all is well              | active   |             |           | accounts:read  |           |
            a millisecond before     | active   | 1           |           | accounts:read  |           |
            at its end               | active   | 0           |           | accounts:read  |           | API_KEY_EXPIRED
            deactivated              | inactive |             |           | accounts:read  |           | API_KEY_INACTIVE
            revoked                  | revoked  |             |           | accounts:read  |           | API_KEY_REVOKED
            deleted                  | deleted  |             |           | accounts:read  |           | API_KEY_INVALID
            lacking a scope          | active   |             |           | accounts:write |           | PERMISSION_DENIED
            from where it may        | active   |             | 192.0.2.7 | accounts:read  | 192.0.2.7 |
            from somewhere else      | active   |             | 192.0.2.7 | accounts:read  | 192.0.2.8 | IP_NOT_ALLOWED
            from nobody knows where  | active   |             | 192.0.2.7 | accounts:read  |           | IP_NOT_ALLOWED
            """)
    void saysWhatTheGateWouldSay(
            String name,
            String status,
            @Nullable Long expiresInMs,
            @Nullable String allowed,
            String scope,
            @Nullable String from,
            @Nullable String code) {
        put(
                keys,
                key(secret, 1)
                        .setStatus(status)
                        .setExpiresAt(expiresInMs == null ? null : NOW.plusMillis(expiresInMs))
                        .setAllowedIps(allowed == null ? List.of() : List.of(allowed))
                        .build());
        var address = from == null ? null : Address.parse(from).orElseThrow();
        var verified =
                verifier.verify(secret, List.of(scope), address, asker(KeyRecords.TENANT, Environment.LIVE), NOW);
        assertThat(verified.refusal() == null ? null : verified.refusal().code().name())
                .isEqualTo(code);
    }

    // Whoever keeps an answer until expires_at must not let a secret in that has ended before its key.
    @ParameterizedTest(name = "key ends {0}, secret {1}")
    @CsvSource({", , ", "60, , 60", ", 30, 30", "60, 30, 30", "20, 30, 20"})
    void saysWhenTheSecretEndsThatWasPresented(
            @Nullable Long keySeconds, @Nullable Long secretSeconds, @Nullable Long expected) {
        var newer = KeySecret.generate("sk_live_").reveal();
        var state = key(secretSeconds == null ? secret : newer, 1).setExpiresAt(after(keySeconds));
        if (secretSeconds != null) {
            state.setPreviousKeyHash(ByteBuffer.wrap(KeySecret.hash(secret))).setPreviousEndsAt(after(secretSeconds));
        }
        put(keys, state.build());
        var asker = asker(KeyRecords.TENANT, Environment.LIVE);
        assertThat(verifier.verify(secret, List.of(), null, asker, NOW).expiresAt())
                .isEqualTo(after(expected));
        assertThat(verifier.verify(newer, List.of(), null, asker, NOW).expiresAt())
                .isEqualTo(secretSeconds == null ? null : after(keySeconds));
    }

    private static @Nullable Instant after(@Nullable Long seconds) {
        return seconds == null ? null : NOW.plusSeconds(seconds);
    }

    // Whether another tenant has a key is nothing that anybody learns.
    @ParameterizedTest(name = "{0}")
    @CsvSource({"another tenant, false, LIVE, true", "a test key, true, TEST, true", "a live key, true, LIVE, false"})
    void showsKeysToWhomTheyBelong(String name, boolean own, Environment environment, boolean unknown) {
        put(keys, key(secret, 1).build());
        var asker = asker(own ? KeyRecords.TENANT : OTHER, environment);
        var verified = verifier.verify(secret, List.of(), null, asker, NOW);
        assertThat(verified.caller() == null).isEqualTo(unknown);
        if (unknown) {
            var nobody = verifier.verify("never seen", List.of(), null, asker, NOW);
            assertThat(verified).isEqualTo(nobody);
            assertThat(nobody.refusal())
                    .isNotNull()
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ProblemCode.API_KEY_INVALID));
        }
    }

    @Test
    void cannotTellBeforeAllKeysAreRead() {
        var starting = new KeyVerifier(keys, gate(keys, () -> false));
        assertThat(starting.unready(NOW))
                .hasValueSatisfying(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE));
        assertThat(verifier.unready(NOW)).isEmpty();
    }

    private static Caller asker(TenantId tenant, Environment environment) {
        return new Caller(new KeyId(new UUID(7, 7)), tenant, environment, new Scopes(List.of("keys:verify")));
    }

    private static Gate gate(KeyStore keys, BooleanSupplier allKeysRead) {
        return new Gate(
                keys,
                new RoleStore(),
                new TenantStore(),
                KeyRecords.patient(),
                new PersonStore(new RoleStore()),
                (text, now) -> new TokenReading.Foreign(),
                allKeysRead,
                now -> true);
    }
}
