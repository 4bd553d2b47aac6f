package io.sluice.ingress.admission;

import io.sluice.ingress.addresses.Address;
import io.sluice.ingress.problem.Problem;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeySecret;
import io.sluice.schemas.ProblemCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says of a key that was presented somewhere else what the gate would say of it here. */
public final class KeyVerifier {
    /**
     * What is known of the key.
     *
     * @param caller whom it stands for; null when the one who asks has no such key
     * @param expiresAt of the secret that was presented; null is never
     * @param refusal why it may not be used; null when it may
     */
    public record Verified(
            @Nullable Caller caller,
            @Nullable Instant expiresAt,
            @Nullable Problem refusal) {}

    private final KeyStore keys;
    private final Gate gate;

    KeyVerifier(KeyStore keys, Gate gate) {
        this.keys = keys;
        this.gate = gate;
    }

    /** Why this node cannot tell of any key at present; empty when it can. */
    public Optional<Problem> unready(Instant now) {
        return gate.unready(now);
    }

    /**
     * Keys of other tenants, and live ones for who asks with a test key, are unknown.
     *
     * @param asker who asks
     * @param scopes that the key must hold
     * @param from where it was presented; null when that is not said, and then a key is refused that has allowed_ips
     */
    public Verified verify(String secret, List<String> scopes, @Nullable Address from, Caller asker, Instant now) {
        var hash = KeySecret.hash(secret);
        var found = keys.find(hash).filter(key -> isShownTo(asker, key));
        if (found.isEmpty()) {
            return new Verified(null, null, Problem.of(ProblemCode.API_KEY_INVALID, "No key has this secret."));
        }
        var key = found.get();
        var caller = gate.withRole(key);
        var refusal = Gate.unusable(key, hash, now)
                .or(() -> notFrom(key, from))
                .or(() -> gate.suspended(caller))
                .or(() -> lacking(caller, scopes))
                .orElse(null);
        return new Verified(caller, end(key, hash), refusal);
    }

    /** Of this secret: a newer one may end it before the key ends. */
    private static @Nullable Instant end(Key key, byte[] sha256) {
        var replacedAt = key.replacedAt(sha256);
        if (replacedAt == null) return key.expiresAt();
        return key.expiresAt() == null || replacedAt.isBefore(key.expiresAt()) ? replacedAt : key.expiresAt();
    }

    private static boolean isShownTo(Caller asker, Key key) {
        return key.terms().tenant().equals(asker.tenant())
                && (asker.environment() == Environment.LIVE || key.terms().environment() == Environment.TEST);
    }

    private static Optional<Problem> notFrom(Key key, @Nullable Address from) {
        if (key.terms().allowed() == null
                || (from != null && key.terms().allowed().contains(from))) return Optional.empty();
        return Optional.of(Problem.of(
                ProblemCode.IP_NOT_ALLOWED,
                from == null
                        ? "The key may be used from some addresses only; send the one that it was used from as address."
                        : "The key may not be used from " + from.text() + "."));
    }

    private static Optional<Problem> lacking(Caller caller, List<String> scopes) {
        return scopes.stream().flatMap(scope -> caller.lacks(scope).stream()).findFirst();
    }
}
