package io.sluice.ingress.admission;

import static io.sluice.ingress.admission.KeyRecords.ID;
import static io.sluice.ingress.admission.KeyRecords.active;
import static io.sluice.ingress.admission.KeyRecords.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.KeySecret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

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
        keys.put(key(secret, 3)
                .setEnvironment("test")
                .setScopes(List.of("users:read", "keys:*"))
                .setExpiresAt(expiry)
                .build());
        assertThat(keys.find(KeySecret.hash(secret))).hasValueSatisfying(found -> {
            assertThat(found.caller().principal()).isEqualTo(ID);
            assertThat(found.caller().tenant()).isEqualTo(KeyRecords.TENANT);
            assertThat(found.caller().environment()).isEqualTo(Environment.TEST);
            assertThat(found.caller().scopes().held()).containsExactly("accounts:read", "keys:*");
            assertThat(found.revoked()).isFalse();
            assertThat(found.expiresAt()).isEqualTo(expiry);
            assertThat(found.version()).isEqualTo(3);
        });
    }

    @Test
    void findsNothingByAnotherHash() {
        keys.put(active(secret, 1));
        assertThat(keys.find(KeySecret.hash(rotated))).isEmpty();
    }

    // Whatever an unknown later state of a key means, it does not mean that it may be used.
    @Test
    void takesEveryStatusButActiveForRevoked() {
        keys.put(key(secret, 1).setStatus("revoked").build());
        assertThat(keys.find(KeySecret.hash(secret))).map(KeyStore.Key::revoked).contains(true);
        keys.put(key(secret, 2).setStatus("suspended").build());
        assertThat(keys.find(KeySecret.hash(secret))).map(KeyStore.Key::revoked).contains(true);
    }

    @Test
    void ignoresAnOlderVersionThatComesLate() {
        keys.put(key(secret, 2).setStatus("revoked").build());
        keys.put(active(secret, 1));
        assertThat(keys.find(KeySecret.hash(secret))).map(KeyStore.Key::revoked).contains(true);
    }

    @Test
    void doesNotBringTheOldSecretBackWithAnOlderVersion() {
        keys.put(active(rotated, 2));
        keys.put(active(secret, 1));
        assertThat(keys.find(KeySecret.hash(secret))).isEmpty();
        assertThat(keys.find(KeySecret.hash(rotated))).isPresent();
    }

    @Test
    void forgetsTheOldSecretOfARotatedKey() {
        keys.put(active(secret, 1));
        keys.put(active(rotated, 2));
        assertThat(keys.find(KeySecret.hash(secret))).isEmpty();
        assertThat(keys.find(KeySecret.hash(rotated))).isPresent();
    }

    @Test
    void forgetsARemovedKey() {
        keys.put(active(secret, 1));
        keys.remove(ID.text());
        assertThat(keys.find(KeySecret.hash(secret))).isEmpty();
    }

    // Two keys with one secret can only be an operator's doing; taking one away must leave the other in force.
    @Test
    void removingOneOfTwoKeysWithTheSameSecretLeavesTheNewerOne() {
        var other = new KeyId(new UUID(1, 2));
        keys.put(active(secret, 1));
        keys.put(key(secret, 1).setId(other.text()).build());
        keys.remove(ID.text());
        assertThat(keys.find(KeySecret.hash(secret)))
                .map(found -> found.caller().principal())
                .contains(other);
    }

    @Test
    void authenticatesAtOnceAKeyThatIsThere() {
        keys.put(active(secret, 1));
        assertThat(keys.authenticates(ID.text(), KeySecret.hash(secret), LONG)).isCompletedWithValue(true);
    }

    @Test
    void authenticatesAKeyWhenItArrives() {
        var works = keys.authenticates(ID.text(), KeySecret.hash(secret), LONG);
        assertThat(works).isNotDone();
        keys.put(active(secret, 1));
        assertThat(works).isCompletedWithValue(true);
    }

    @Test
    void tellsEveryoneWhoWaitsForTheSameKey() {
        var one = keys.authenticates(ID.text(), KeySecret.hash(secret), LONG);
        var other = keys.authenticates(ID.text(), KeySecret.hash(secret), LONG);
        keys.put(active(secret, 1));
        assertThat(List.of(one.join(), other.join())).containsExactly(true, true);
    }

    @Test
    void doesNotAuthenticateAKeyThatArrivesWithAnotherSecret() {
        var works = keys.authenticates(ID.text(), KeySecret.hash(secret), SHORT);
        keys.put(active(rotated, 1));
        assertThat(works).succeedsWithin(SOON).isEqualTo(false);
    }

    @Test
    void doesNotAuthenticateAKeyThatNeverArrives() {
        assertThat(keys.authenticates(ID.text(), KeySecret.hash(secret), SHORT))
                .succeedsWithin(SOON)
                .isEqualTo(false);
    }

    @Test
    void authenticatesOnceMoreAfterATimeOut() {
        keys.authenticates(ID.text(), KeySecret.hash(secret), SHORT).join();
        var works = keys.authenticates(ID.text(), KeySecret.hash(secret), LONG);
        keys.put(active(secret, 1));
        assertThat(works).isCompletedWithValue(true);
    }
}
