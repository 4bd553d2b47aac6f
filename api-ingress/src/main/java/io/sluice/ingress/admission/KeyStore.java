package io.sluice.ingress.admission;

import io.sluice.ingress.addresses.AddressSet;
import io.sluice.ingress.admission.Key.Previous;
import io.sluice.ingress.admission.Key.Status;
import io.sluice.ingress.admission.Key.Terms;
import io.sluice.ingress.feed.Learner;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.KeyStyle;
import io.sluice.schemas.RoleId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.KnownKey;
import io.sluice.schemas.avro.KnownLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/** Every API key of every tenant in memory, fed by {@code state.keys}; no request waits for a database. */
public final class KeyStore implements Learner<KnownKey> {
    /**
     * A limit of a key.
     *
     * @param max requests within any window of this length
     */
    public record Rate(long max, int seconds) {}

    /** What a key may do, and how its secrets look, for who would change it. */
    public record Held(
            Scopes scopes, @Nullable RoleId role, long grantsVersion, KeyStyle style, Environment environment) {}

    private final KeyTable table = new KeyTable();
    private final Arrivals<KeyId> arrivals = new Arrivals<>();
    private final Shared<Utf8, TenantId> tenants = texts(TenantId::of);
    private final Shared<Utf8, RoleId> roles = texts(RoleId::of);
    private final Shared<Utf8, Environment> environments = texts(Environment::of);
    private final Shared<Utf8, Status> statuses = texts(Status::of);
    private final Shared<Utf8, KeyStyle> styles =
            texts(text -> KeyStyle.parse(text).orElse(KeyStyle.SK));
    private final Shared<List<Utf8>, Scopes> scopes = new Shared<>(KeyStore::copy, held -> new Scopes(strings(held)));
    private final Shared<List<Rate>, List<Rate>> rates = new Shared<>(List::copyOf, List::copyOf);
    private final Shared<Terms, Terms> commonTerms = new Shared<>(UnaryOperator.identity(), UnaryOperator.identity());

    Optional<Key> find(byte[] sha256) {
        return table.find(KeyHash.of(sha256));
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
        return table.terms(id.value())
                .filter(terms -> terms.tenant().equals(tenant))
                .map(terms -> new Held(
                        terms.scopes(), terms.role(), terms.grantsVersion(), terms.style(), terms.environment()));
    }

    /** The limits of a key, the same object for as long as they are the same; none of one that is not known. */
    public List<Rate> rates(KeyId id) {
        return table.terms(id.value()).map(Terms::rates).orElse(List.of());
    }

    /** Whose key this is, for who works in its tenant, and not for a test key if it is a live one; empty for others. */
    public Optional<Caller> caller(KeyId id, Caller asking) {
        return table.find(id.value())
                .map(Key::caller)
                .filter(caller -> caller.tenant().equals(asking.tenant()))
                .filter(caller -> asking.environment() == Environment.LIVE || caller.environment() == Environment.TEST);
    }

    /**
     * What {@code state.keys} says of a key, on any thread, but of one key in order; a lower version than the held is a
     * late record.
     *
     * @param id that of a key, or of a heartbeat
     * @param state nothing of it is kept
     */
    @Override
    public void learn(int partition, String id, @Nullable KnownKey state) {
        if (state == null) remove(id);
        else put(state);
    }

    @Override
    public boolean isForSeveralThreads() {
        return true;
    }

    private void put(KnownKey state) {
        var id = KeyId.of(state.getId().toString());
        if (table.put(read(id.value(), state))) arrivals.tell(id, state.getVersion());
    }

    private void remove(String id) {
        KeyId.parse(id).ifPresent(key -> table.remove(key.value()));
    }

    /** The newest version that this node has of a key; 0 for one that it does not have. */
    public long version(String id) {
        return version(KeyId.of(id));
    }

    public long version(KeyId id) {
        return table.version(id.value(), Arrivals.NONE);
    }

    int size() {
        return table.size();
    }

    private Key read(UUID id, KnownKey state) {
        return new Key(
                id,
                KeyHash.of(state.getKeyHash()),
                state.getVersion(),
                state.getExpiresAt() == null ? null : Instant.ofEpochMilli(state.getExpiresAt()),
                shared(terms(state)));
    }

    private Terms shared(Terms read) {
        return read.common() ? commonTerms.of(read) : read;
    }

    private Terms terms(KnownKey state) {
        return new Terms(
                tenants.of(state.getTenantId()),
                environments.of(state.getEnvironment()),
                scopes.of(state.getScopes()),
                state.getRoleId() == null ? null : roles.of(state.getRoleId()),
                statuses.of(state.getStatus()),
                state.getAllowedIps().isEmpty() ? null : AddressSet.ofTexts(strings(state.getAllowedIps())),
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
        return new Previous(KeyHash.of(state.getPreviousKeyHash()), Instant.ofEpochMilli(state.getPreviousEndsAt()));
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
