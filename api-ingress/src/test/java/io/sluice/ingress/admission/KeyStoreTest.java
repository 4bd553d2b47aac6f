package io.sluice.ingress.admission;

import static io.sluice.ingress.admission.KeyRecords.ID;
import static io.sluice.ingress.admission.KeyRecords.active;
import static io.sluice.ingress.admission.KeyRecords.key;
import static io.sluice.ingress.admission.KeyRecords.put;
import static io.sluice.ingress.admission.KeyRecords.remove;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.addresses.Address;
import io.sluice.ingress.admission.Key.Status;
import io.sluice.ingress.admission.KeyStore.Rate;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.KeySecret;
import io.sluice.schemas.KeyStyle;
import io.sluice.schemas.RoleId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.KeyLimit;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyStoreTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final String secret = KeySecret.generate("sk_live_").reveal();
    private final String rotated = KeySecret.generate("sk_live_").reveal();
    private final KeyStore keys = new KeyStore();

    @Test
    void findsAKeyByTheHashOfItsSecretWithAllThatItsRecordSays() {
        var expiry = Instant.parse("2027-01-01T00:00:00Z");
        put(
                keys,
                key(secret, 3)
                        .setEnvironment("test")
                        .setScopes(List.of("users:read", "keys:*"))
                        .setExpiresAt(expiry)
                        .build());
        assertThat(keys.find(KeySecret.hash(secret))).hasValueSatisfying(found -> {
            assertThat(found.caller().principal()).isEqualTo(ID);
            assertThat(found.caller().tenant()).isEqualTo(KeyRecords.TENANT);
            assertThat(found.caller().environment()).isEqualTo(Environment.TEST);
            assertThat(found.caller().scopes().held()).containsExactly("accounts:read", "keys:*");
            assertThat(found.terms().status()).isEqualTo(Status.ACTIVE);
            assertThat(found.expiresAt()).isEqualTo(expiry);
            assertThat(found.version()).isEqualTo(3);
        });
    }

    @Test
    void findsNothingByAnotherHash() {
        put(keys, active(secret, 1));
        assertThat(keys.find(KeySecret.hash(rotated))).isEmpty();
    }

    // Whatever an unknown later status of a key means, it does not mean that it may be used. Whether one is expired is
    // for the clock to say.
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"active, ACTIVE", "expired, ACTIVE", "inactive, INACTIVE", "revoked, REVOKED", "suspended, REVOKED"})
    void readsEachStatusAndTakesAnUnknownOneForRevoked(String status, Status read) {
        put(keys, key(secret, 1).setStatus(status).build());
        assertThat(keys.find(KeySecret.hash(secret)))
                .map(found -> found.terms().status())
                .contains(read);
    }

    @Test
    void doesNotFindADeletedKeyAndDoesNotBringItBack() {
        put(keys, active(secret, 1));
        put(keys, key(secret, 3).setStatus("deleted").build());
        put(keys, active(secret, 2));
        assertThat(keys.find(KeySecret.hash(secret))).isEmpty();
        assertThat(keys.size()).isEqualTo(1);
    }

    @Test
    void findsARotatedKeyByBothSecretsUntilTheNextRotation() {
        var third = KeySecret.generate("sk_live_").reveal();
        put(keys, active(secret, 1));
        put(keys, rotated(rotated, secret, 2));
        var ends = KeyRecords.CREATED.plusSeconds(60);
        assertThat(keys.find(KeySecret.hash(secret)))
                .map(found -> found.replacedAt(KeySecret.hash(secret)))
                .contains(ends);
        assertThat(keys.find(KeySecret.hash(rotated)))
                .hasValueSatisfying(found ->
                        assertThat(found.replacedAt(KeySecret.hash(rotated))).isNull());
        put(keys, rotated(third, rotated, 3));
        assertThat(keys.find(KeySecret.hash(secret))).isEmpty();
        assertThat(keys.find(KeySecret.hash(rotated))).isPresent();
        assertThat(keys.find(KeySecret.hash(third))).isPresent();
        remove(keys, ID.text());
        assertThat(keys.find(KeySecret.hash(rotated))).isEmpty();
    }

    // A record is told again after a redelivery, by the same version.
    @Test
    void findsAKeyThatIsToldTwice() {
        put(keys, rotated(rotated, secret, 2));
        put(keys, rotated(rotated, secret, 2));
        assertThat(keys.find(KeySecret.hash(secret))).isPresent();
        assertThat(keys.find(KeySecret.hash(rotated))).isPresent();
    }

    @Test
    void tellsWhatAKeyHoldsToItsTenantAlone() {
        put(keys, key(secret, 3).setStyle("vps").setGrantsVersion(2).build());
        assertThat(keys.held(ID, KeyRecords.TENANT)).hasValueSatisfying(held -> {
            assertThat(held.scopes().held()).containsExactly("accounts:read");
            assertThat(held.grantsVersion()).isEqualTo(2);
            assertThat(held.style()).isEqualTo(KeyStyle.VPS);
            assertThat(held.environment()).isEqualTo(Environment.LIVE);
        });
        assertThat(keys.held(ID, new TenantId(new UUID(9, 9)))).isEmpty();
        assertThat(keys.held(new KeyId(new UUID(9, 9)), KeyRecords.TENANT)).isEmpty();
    }

    @Test
    void keepsOfAKeyWhatTheNextOneIsReadOver() {
        var role = new RoleId(new UUID(3, 3));
        var limited = key(secret, 1)
                .setScopes(List.of("accounts:read", "keys:read"))
                .setAllowedIps(List.of("192.0.2.1"))
                .setRoleId(role.text())
                .setExpiresAt(KeyRecords.CREATED)
                .setPreviousKeyHash(ByteBuffer.wrap(KeySecret.hash(rotated)))
                .setPreviousEndsAt(KeyRecords.CREATED.plusSeconds(60))
                .setRateLimits(List.of(new KeyLimit(5L, 60), new KeyLimit(50L, 3_600)))
                .build();
        put(keys, limited);
        var before = keys.find(KeySecret.hash(secret)).orElseThrow();
        put(
                keys,
                key(KeySecret.generate("sk_test_").reveal(), 1)
                        .setId(new KeyId(new UUID(1, 2)).text())
                        .setTenantId(new TenantId(new UUID(9, 9)).text())
                        .setEnvironment("test")
                        .setScopes(List.of("rates:write"))
                        .setStatus("inactive")
                        .setAllowedIps(List.of("198.51.100.7"))
                        .setRateLimits(List.of(new KeyLimit(7L, 60)))
                        .build());
        assertThat(before.caller().tenant()).isEqualTo(KeyRecords.TENANT);
        assertThat(before.caller().environment()).isEqualTo(Environment.LIVE);
        assertThat(before.caller().scopes().held()).containsExactly("accounts:read", "keys:read");
        assertThat(before.terms().role()).isEqualTo(role);
        assertThat(before.hash()).isEqualTo(KeyHash.of(KeySecret.hash(secret)));
        assertThat(before.terms().status()).isEqualTo(Status.ACTIVE);
        assertThat(before.expiresAt()).isEqualTo(KeyRecords.CREATED);
        assertThat(before.terms().allowed())
                .matches(allowed -> allowed.contains(address("192.0.2.1")))
                .matches(allowed -> !allowed.contains(address("198.51.100.7")));
        assertThat(before.terms().previous()).isNotNull();
        assertThat(keys.find(KeySecret.hash(rotated))).contains(before);
        assertThat(keys.rates(ID)).containsExactly(new Rate(5, 60), new Rate(50, 3_600));
    }

    @Test
    void ignoresAnOlderVersionThatComesLate() {
        put(keys, key(secret, 2).setStatus("revoked").build());
        put(keys, active(secret, 1));
        assertThat(keys.find(KeySecret.hash(secret)))
                .map(found -> found.terms().status())
                .contains(Status.REVOKED);
    }

    @Test
    void doesNotBringTheOldSecretBackWithAnOlderVersion() {
        put(keys, active(rotated, 2));
        put(keys, active(secret, 1));
        assertThat(keys.find(KeySecret.hash(secret))).isEmpty();
        assertThat(keys.find(KeySecret.hash(rotated))).isPresent();
    }

    @Test
    void forgetsTheOldSecretOfARotatedKey() {
        put(keys, active(secret, 1));
        put(keys, active(rotated, 2));
        assertThat(keys.find(KeySecret.hash(secret))).isEmpty();
        assertThat(keys.find(KeySecret.hash(rotated))).isPresent();
    }

    @Test
    void forgetsARemovedKey() {
        put(keys, active(secret, 1));
        remove(keys, ID.text());
        assertThat(keys.find(KeySecret.hash(secret))).isEmpty();
    }

    @Test
    void isToldOfHeartbeatsTooAndForgetsNothing() {
        put(keys, active(secret, 1));
        remove(keys, "heartbeat");
        assertThat(keys.find(KeySecret.hash(secret))).isPresent();
    }

    // Two keys with one secret can only be an operator's doing; taking one away must leave the other in force.
    @Test
    void removingOneOfTwoKeysWithTheSameSecretLeavesTheNewerOne() {
        var other = new KeyId(new UUID(1, 2));
        put(keys, active(secret, 1));
        put(keys, key(secret, 1).setId(other.text()).build());
        assertThat(keys.find(KeySecret.hash(secret))).map(Key::id).contains(other.value());
        remove(keys, ID.text());
        assertThat(keys.find(KeySecret.hash(secret)))
                .map(found -> found.caller().principal())
                .contains(other);
    }

    @Test
    void reachesAVersionThatIsThereAtOnce() {
        put(keys, active(secret, 2));
        assertThat(keys.reaches(ID.text(), 1, LONG)).isCompletedWithValue(true);
        assertThat(keys.reaches(ID.text(), 2, LONG)).isCompletedWithValue(true);
    }

    @Test
    void reachesAVersionWhenItOrALaterOneArrives() {
        var first = keys.reaches(ID.text(), 1, LONG);
        var second = keys.reaches(ID.text(), 2, LONG);
        var third = keys.reaches(ID.text(), 3, LONG);
        put(keys, active(secret, 1));
        assertThat(first).isCompletedWithValue(true);
        assertThat(second).isNotDone();
        put(keys, active(secret, 3));
        assertThat(List.of(second.join(), third.join())).containsExactly(true, true);
    }

    @Test
    void doesNotReachAVersionThatNeverArrivesAndForgetsThatItWasAwaited() {
        put(keys, active(secret, 1));
        assertThat(keys.reaches(ID.text(), 2, SHORT)).succeedsWithin(SOON).isEqualTo(false);
        put(keys, active(secret, 2));
        assertThat(keys.reaches(ID.text(), 2, LONG)).isCompletedWithValue(true);
    }

    private static Address address(String text) {
        return Address.parse(text).orElseThrow();
    }

    private static ApiKey rotated(String secret, String before, long version) {
        return key(secret, version)
                .setPreviousKeyHash(ByteBuffer.wrap(KeySecret.hash(before)))
                .setPreviousEndsAt(KeyRecords.CREATED.plusSeconds(60))
                .build();
    }
}
