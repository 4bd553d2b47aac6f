package io.sluice.ingress.admission;

import static io.sluice.ingress.admission.KeyRecords.key;
import static io.sluice.ingress.admission.KeyRecords.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.addresses.Address;
import io.sluice.ingress.addresses.ClientAddress;
import io.sluice.ingress.tokens.TokenReading;
import io.sluice.schemas.KeySecret;
import io.sluice.schemas.ProblemCode;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A key that names addresses works from these alone; any other key works from everywhere and is not asked. */
class AllowedAddressesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final String secret = KeySecret.generate("sk_live_").reveal();
    private final KeyStore keys = new KeyStore();
    private final Gate gate = new Gate(
            keys,
            new RoleStore(),
            new TenantStore(),
            KeyRecords.patient(),
            new PersonStore(new RoleStore()),
            (text, now) -> new TokenReading.Foreign(),
            () -> true,
            now -> true);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            case                          | from             | certain | scope          | answer
            the address itself            | 192.0.2.1        | true    | accounts:read  | ADMITTED
            mapped to IPv6                | ::ffff:192.0.2.1 | true    | accounts:read  | ADMITTED
            within the range              | 2001:db8::9      | true    | accounts:read  | ADMITTED
            another one                   | 192.0.2.2        | true    | accounts:read  | IP_NOT_ALLOWED
            behind a proxy that is silent | 192.0.2.1        | false   | accounts:read  | IP_NOT_ALLOWED
            before lacking a scope        | 192.0.2.2        | true    | accounts:write | IP_NOT_ALLOWED
            """)
    void decideWithTheKey(String name, String from, boolean certain, String scope, String answer) {
        put(
                keys,
                key(secret, 1)
                        .setAllowedIps(List.of("192.0.2.1", "2001:db8::/64"))
                        .build());
        assertThat(answer(scope, () -> client(from, certain))).isEqualTo(answer);
    }

    @Test
    void areNotAskedForByAKeyWithoutThem() {
        put(keys, key(secret, 1).build());
        assertThat(answer("accounts:read", () -> {
                    throw new AssertionError("nobody needs the address");
                }))
                .isEqualTo("ADMITTED");
    }

    @Test
    void admitNobodyWhenTheyCannotBeRead() {
        put(keys, key(secret, 1).setAllowedIps(List.of("everywhere")).build());
        assertThat(answer("accounts:read", () -> client("192.0.2.1", true))).isEqualTo("IP_NOT_ALLOWED");
    }

    @Test
    void areNotToldToWhomTheyKeepOut() {
        put(keys, key(secret, 1).setAllowedIps(List.of("198.51.100.7")).build());
        assertThat(gate.admit(new Credential.Secret(secret), "accounts:read", () -> client("192.0.2.1", true), NOW))
                .isInstanceOfSatisfying(Gate.Refused.class, refused -> {
                    assertThat(refused.problem().code()).isEqualTo(ProblemCode.IP_NOT_ALLOWED);
                    assertThat(refused.problem().detail())
                            .contains("192.0.2.1", "`allowed_ips`")
                            .doesNotContain("198.51.100.7");
                    assertThat(refused.problem().headers()).isEmpty();
                });
    }

    private String answer(String scope, Supplier<ClientAddress> from) {
        return switch (gate.admit(new Credential.Secret(secret), scope, from, NOW)) {
            case Gate.Admitted _ -> "ADMITTED";
            case Gate.Refused(var problem) -> problem.code().name();
        };
    }

    private static ClientAddress client(String text, boolean certain) {
        return new ClientAddress(Address.parse(text).orElseThrow(), certain);
    }
}
