package io.sluice.ingress.admission;

import io.sluice.ingress.addresses.AddressSet;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.KeyStyle;
import io.sluice.schemas.RoleId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.KnownKey;
import io.sluice.schemas.avro.KnownLimit;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/** Every API key of every tenant in memory, fed by {@code state.keys}; no request waits for a database. */
public final class KeyStore {
    /** Where a key stands, but for its expiry, which the clock decides. */
    enum Status {
        ACTIVE,
        INACTIVE,
        REVOKED,
        DELETED;

        /** Whatever a status of a later version means, it does not mean that the key may be used. */
        static Status of(String text) {
            return switch (text) {
                case "active", "expired" -> ACTIVE;
                case "inactive" -> INACTIVE;
                case "deleted" -> DELETED;
                default -> REVOKED;
            };
        }
    }

    /**
     * A key as a request needs it. There may be a million, so what a request can make for itself is not kept.
     *
     * @param id the value of its {@link KeyId}
     * @param role whose permissions it has besides its scopes
     * @param allowed from where it may be used; null is from everywhere
     * @param grantsVersion its version when what it may do was last changed
     * @param previous of one that was rotated
     * @param rates its own limits
     */
    record Key(
            UUID id,
            TenantId tenant,
            Environment environment,
            Scopes scopes,
            @Nullable RoleId role,
            Hash hash,
            Status status,
            @Nullable Instant expiresAt,
            @Nullable AddressSet allowed,
            long version,
            int grantsVersion,
            KeyStyle style,
            @Nullable Previous previous,
            List<Rate> rates) {

        /** Who asks with it; a role adds to what it may do. */
        Caller caller() {
            return new Caller(new KeyId(id), tenant, environment, scopes);
        }

        /** When the secret with this hash ends or ended, because the key has a newer one; null for the newest. */
        @Nullable
        Instant replacedAt(byte[] sha256) {
            return previous == null || hash.equals(Hash.of(sha256)) ? null : previous.endsAt();
        }
    }

    /** The secret before. */
    record Previous(Hash hash, Instant endsAt) {}

    /**
     * A limit of a key.
     *
     * @param max requests within any window of this length
     */
    public record Rate(long max, int seconds) {}

    /** What a key may do, and how its secrets look, for who would change it. */
    public record Held(
            Scopes scopes, @Nullable RoleId role, long grantsVersion, KeyStyle style, Environment environment) {}

    /** SHA-256 of a secret, as a map's key. */
    record Hash(long first, long second, long third, long fourth) {
        static Hash of(byte[] sha256) {
            return of(ByteBuffer.wrap(sha256));
        }

        static Hash of(ByteBuffer sha256) {
            var bytes = sha256.duplicate();
            return new Hash(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
        }
    }

    /** Room for so many before it must be made larger, which takes as long as to put them; empty, it is 8 MB a map. */
    private static final int ROOM = 1_000_000;

    private final Map<Hash, Key> byHash = new ConcurrentHashMap<>(ROOM);
    private final Map<UUID, Key> byId = new ConcurrentHashMap<>(ROOM);
    private final Arrivals<KeyId> arrivals = new Arrivals<>();
    // Touched only where keys are put.
    private final Shared<Utf8, TenantId> tenants = texts(TenantId::of);
    private final Shared<Utf8, RoleId> roles = texts(RoleId::of);
    private final Shared<Utf8, Environment> environments = texts(Environment::of);
    private final Shared<Utf8, Status> statuses = texts(Status::of);
    private final Shared<Utf8, KeyStyle> styles =
            texts(text -> KeyStyle.parse(text).orElse(KeyStyle.SK));
    private final Shared<List<Utf8>, Scopes> scopes = new Shared<>(KeyStore::copy, held -> new Scopes(strings(held)));
    private final Shared<List<Rate>, List<Rate>> rates = new Shared<>(List::copyOf, List::copyOf);

    Optional<Key> find(byte[] sha256) {
        return Optional.ofNullable(byHash.get(Hash.of(sha256)));
    }

    /**
     * Completes with whether this node goes by this version of a key or a later one, at the latest after the time
     * given. Those wait who have just changed it.
     */
    public CompletableFuture<Boolean> reaches(String keyId, long version, Duration atMost) {
        return arrivals.reaches(KeyId.of(keyId), version, atMost, () -> version(keyId));
    }

    /** What is known here of a key of this tenant; empty also for one that was made a moment ago. */
    public Optional<Held> held(KeyId id, TenantId tenant) {
        return Optional.ofNullable(byId.get(id.value()))
                .filter(key -> key.tenant().equals(tenant))
                .map(key -> new Held(key.scopes(), key.role(), key.grantsVersion(), key.style(), key.environment()));
    }

    /** The limits of a key, the same object for as long as they are the same; none of one that is not known. */
    public List<Rate> rates(KeyId id) {
        var key = byId.get(id.value());
        return key == null ? List.of() : key.rates();
    }

    /** Whose key this is, for who works in its tenant, and not for a test key if it is a live one; empty for others. */
    public Optional<Caller> caller(KeyId id, Caller asking) {
        return Optional.ofNullable(byId.get(id.value()))
                .map(Key::caller)
                .filter(caller -> caller.tenant().equals(asking.tenant()))
                .filter(caller -> asking.environment() == Environment.LIVE || caller.environment() == Environment.TEST);
    }

    /**
     * Called by one thread at a time, in the order of the topic; a lower version than the held is a late record.
     *
     * @param state nothing of it is kept
     */
    void put(KnownKey state) {
        var id = KeyId.of(state.getId().toString());
        var old = byId.get(id.value());
        if (old != null && old.version() > state.getVersion()) return;
        var key = read(id.value(), state);
        // First the new one, then the old one away: a rotated key must not be unknown for an instant.
        var hashes = hashes(key);
        for (var hash : hashes) byHash.put(hash, key);
        byId.put(key.id(), key);
        if (old != null) for (var hash : hashes(old)) if (!hashes.contains(hash)) byHash.remove(hash, old);
        arrivals.tell(id, state.getVersion());
    }

    /** The newest version that this node has of a key; 0 for one that it does not have. */
    public long version(String id) {
        return version(KeyId.of(id));
    }

    public long version(KeyId id) {
        var key = byId.get(id.value());
        return key == null ? Arrivals.NONE : key.version();
    }

    int size() {
        return byId.size();
    }

    /** Also told of heartbeats, which stand under no key's id. */
    void remove(String id) {
        KeyId.parse(id).map(key -> byId.remove(key.value())).ifPresent(old -> {
            for (var hash : hashes(old)) byHash.remove(hash, old);
        });
    }

    /** By which it is found; a deleted key stays only as the version that an older record must not undo. */
    private static List<Hash> hashes(Key key) {
        if (key.status() == Status.DELETED) return List.of();
        return key.previous() == null
                ? List.of(key.hash())
                : List.of(key.hash(), key.previous().hash());
    }

    private Key read(UUID id, KnownKey state) {
        return new Key(
                id,
                tenants.of(state.getTenantId()),
                environments.of(state.getEnvironment()),
                scopes.of(state.getScopes()),
                state.getRoleId() == null ? null : roles.of(state.getRoleId()),
                Hash.of(state.getKeyHash()),
                statuses.of(state.getStatus()),
                state.getExpiresAt() == null ? null : Instant.ofEpochMilli(state.getExpiresAt()),
                state.getAllowedIps().isEmpty() ? null : AddressSet.ofTexts(strings(state.getAllowedIps())),
                state.getVersion(),
                Math.toIntExact(state.getGrantsVersion()),
                styles.of(state.getStyle()),
                previous(state),
                rates(state.getRateLimits()));
    }

    private List<Rate> rates(List<KnownLimit> limits) {
        if (limits.isEmpty()) return List.of();
        return rates.of(limits.stream()
                .map(limit -> new Rate(limit.getMaxRequests(), limit.getWindowSize()))
                .toList());
    }

    private static @Nullable Previous previous(KnownKey state) {
        if (state.getPreviousKeyHash() == null || state.getPreviousEndsAt() == null) return null;
        return new Previous(Hash.of(state.getPreviousKeyHash()), Instant.ofEpochMilli(state.getPreviousEndsAt()));
    }

    private static <V> Shared<Utf8, V> texts(Function<String, V> read) {
        return new Shared<>(Utf8::new, text -> read.apply(text.toString()));
    }

    private static List<Utf8> copy(List<Utf8> texts) {
        return texts.stream().map(Utf8::new).toList();
    }

    private static List<String> strings(List<Utf8> texts) {
        return texts.stream().map(Utf8::toString).toList();
    }
}
