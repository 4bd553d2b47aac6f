package io.sluice.ingress.admission;

import io.sluice.ingress.addresses.AddressSet;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.ApiKey;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Every API key of every tenant in memory, fed by {@code state.keys}; no request waits for a database. */
public final class KeyStore {
    /**
     * A key as a request needs it.
     *
     * @param allowed from where it may be used; null is from everywhere
     */
    record Key(
            Caller caller,
            Hash hash,
            boolean revoked,
            @Nullable Instant expiresAt,
            @Nullable AddressSet allowed,
            long version) {}

    /** SHA-256 of a secret, as a map's key. */
    record Hash(long first, long second, long third, long fourth) {
        static Hash of(byte[] sha256) {
            var bytes = ByteBuffer.wrap(sha256);
            return new Hash(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
        }
    }

    private final Map<Hash, Key> byHash = new ConcurrentHashMap<>();
    private final Map<String, Key> byId = new ConcurrentHashMap<>();
    private final Map<Hash, CompletableFuture<@Nullable Void>> arrivals = new ConcurrentHashMap<>();

    Optional<Key> find(byte[] sha256) {
        return Optional.ofNullable(byHash.get(Hash.of(sha256)));
    }

    /**
     * Completes with whether this node authenticates the key by this very secret, at the latest after the time given.
     * One waits for a secret: the one who made it.
     */
    public CompletableFuture<Boolean> authenticates(String keyId, byte[] sha256, Duration atMost) {
        // Registered before the look, so that a key that arrives in between is not missed.
        var hash = Hash.of(sha256);
        var arrival = arrivals.computeIfAbsent(hash, made -> new CompletableFuture<>());
        if (knows(keyId, sha256)) arrival.complete(null);
        return arrival.copy()
                .completeOnTimeout(null, atMost.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(arrived -> {
                    arrivals.remove(hash, arrival);
                    return knows(keyId, sha256);
                });
    }

    private boolean knows(String keyId, byte[] sha256) {
        var key = byId.get(keyId);
        return key != null && key.hash().equals(Hash.of(sha256));
    }

    /** Called by one thread, in the order of the topic; a lower version than the one held is a late record. */
    void put(ApiKey state) {
        var old = byId.get(state.getId());
        if (old != null && old.version() > state.getVersion()) return;
        var key = read(state);
        // First the new one, then the old one away: a rotated key must not be unknown for an instant.
        byHash.put(key.hash(), key);
        byId.put(state.getId(), key);
        if (old != null && !old.hash().equals(key.hash())) byHash.remove(old.hash(), old);
        var arrival = arrivals.get(key.hash());
        if (arrival != null) arrival.complete(null);
    }

    int size() {
        return byId.size();
    }

    void remove(String id) {
        var old = byId.remove(id);
        if (old != null) byHash.remove(old.hash(), old);
    }

    private static Key read(ApiKey state) {
        var caller = new Caller(
                KeyId.of(state.getId()),
                TenantId.of(state.getTenantId()),
                Environment.of(state.getEnvironment()),
                new Scopes(state.getScopes()));
        var hash = new byte[state.getKeyHash().remaining()];
        state.getKeyHash().duplicate().get(hash);
        boolean revoked = !state.getStatus().equals("active");
        var allowed = state.getAllowedIps().isEmpty() ? null : AddressSet.ofTexts(state.getAllowedIps());
        return new Key(caller, Hash.of(hash), revoked, state.getExpiresAt(), allowed, state.getVersion());
    }
}
