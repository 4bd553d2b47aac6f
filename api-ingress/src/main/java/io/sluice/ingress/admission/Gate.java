package io.sluice.ingress.admission;

import io.sluice.ingress.addresses.Address;
import io.sluice.ingress.addresses.ClientAddress;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.tokens.AccessToken;
import io.sluice.ingress.tokens.AccessTokens;
import io.sluice.ingress.tokens.TokenReading;
import io.sluice.schemas.KeySecret;
import io.sluice.schemas.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Decides whether a request may enter, from memory alone. */
final class Gate {
    /** The decision: the caller, or why not. */
    sealed interface Decision {}

    record Admitted(Caller caller) implements Decision {}

    record Refused(Problem problem) implements Decision {}

    /** The header by which callers of the platform's tenant work in another one: its id or its slug. */
    static final String TENANT = "Sluice-Tenant";

    private final KeyStore keys;
    private final UnknownKeys unknownKeys;
    private final RoleStore roles;
    private final TenantStore tenants;
    private final PersonStore people;
    private final BiFunction<String, Instant, TokenReading> tokens;
    private final BooleanSupplier allKeysRead;
    private final Predicate<Instant> fresh;

    /**
     * @param tokens what an access token says at an instant
     * @param allKeysRead whether the stores hold every key, role, tenant and revocation that was known when this node
     *     started
     * @param fresh whether it may be trusted to hold those of later
     */
    Gate(
            KeyStore keys,
            RoleStore roles,
            TenantStore tenants,
            UnknownKeys unknownKeys,
            PersonStore people,
            BiFunction<String, Instant, TokenReading> tokens,
            BooleanSupplier allKeysRead,
            Predicate<Instant> fresh) {
        this.keys = keys;
        this.roles = roles;
        this.tenants = tenants;
        this.unknownKeys = unknownKeys;
        this.people = people;
        this.tokens = tokens;
        this.allKeysRead = allKeysRead;
        this.fresh = fresh;
    }

    /** @param from where the request comes from, asked for only where it matters */
    Decision admit(Credential credential, String scope, Supplier<ClientAddress> from, Instant now) {
        return switch (credential) {
            case Credential.Secret(var secret) -> admit(secret, scope, from, now);
            case Credential.Absent() ->
                unauthenticated("No credential was sent. Send the API key as `Authorization: Bearer <key>`"
                        + " or as `X-API-Key: <key>`.");
            case Credential.OtherScheme() ->
                unauthenticated("Authorization must be `Bearer <key>`, or send `X-API-Key: <key>` instead.");
            case Credential.Ambiguous() ->
                new Refused(Problem.of(
                        ProblemCode.CREDENTIALS_CONFLICT,
                        "The request carries two different credentials; send one of them only."));
        };
    }

    /** Why this node can tell of no key at present, neither that it works nor that it does not. */
    Optional<Problem> unready(Instant now) {
        // Until then an unknown key may exist, and a known one may be revoked: neither is to be guessed.
        if (!allKeysRead.getAsBoolean()) {
            return Optional.of(
                    Problem.unavailable("This node has just started and is reading the keys. Repeat it.", 1));
        }
        if (fresh.test(now)) return Optional.empty();
        return Optional.of(Problem.unavailable(
                "This node is cut off and does not know which keys were revoked. Repeat it, at another node if you"
                        + " can.",
                5));
    }

    private Decision admit(String secret, String scope, Supplier<ClientAddress> from, Instant now) {
        var unready = unready(now);
        if (unready.isPresent()) return new Refused(unready.get());
        if (AccessTokens.looksLike(secret)) {
            // What nobody here has signed may be the key of another system that was imported, in that form.
            var reading = tokens.apply(secret, now);
            if (!(reading instanceof TokenReading.Foreign)
                    || keys.find(KeySecret.hash(secret)).isEmpty()) {
                return admitToken(reading, scope, from, now);
            }
        }
        var hash = KeySecret.hash(secret);
        var found = keys.find(hash);
        if (found.isEmpty()) {
            return counted(from.get().address(), now, () -> unauthenticated(whyUnknown(secret)));
        }
        var key = found.get();
        var unusable = unusable(key, hash, now);
        if (unusable.isPresent()) return challenging(unusable.get());
        var allowed = key.terms().allowed();
        if (allowed != null) {
            var client = from.get();
            if (!client.certain() || !allowed.contains(client.address())) return new Refused(notFrom(client));
        }
        return permit(withRole(key), scope);
    }

    private Decision admitToken(TokenReading reading, String scope, Supplier<ClientAddress> from, Instant now) {
        return switch (reading) {
            case TokenReading.Good(var said) ->
                person(said).map(person -> permit(person, scope)).orElseGet(Gate::invalidToken);
            // Whoever has one has signed in, and must hear that it is time for another, whatever others there try.
            case TokenReading.Past() -> invalidToken();
            case TokenReading.Foreign() -> counted(from.get().address(), now, Gate::invalidToken);
        };
    }

    private static Decision invalidToken() {
        return challenging(Problem.of(
                ProblemCode.TOKEN_INVALID,
                "The access token is expired or not one of ours, or its person has signed out, was stopped or has a new"
                        + " password. Get another with the refresh token, or sign in again."));
    }

    /** Looked up with each request, so that a change of a role works at once for all who have it. */
    Caller withRole(Key key) {
        var caller = key.caller();
        return key.terms().role() == null
                ? caller
                : caller.with(roles.permissions(caller.tenant(), key.terms().role()));
    }

    /** The person of a token that is good. */
    private Optional<Caller> person(AccessToken said) {
        return people.find(said.person())
                .filter(person -> person.active() && person.generation() <= said.generation())
                .filter(_ -> !people.hasEnded(said.session()))
                .map(person -> new Caller(
                        person.id(),
                        person.tenant(),
                        person.tenant(),
                        said.environment(),
                        people.scopes(person),
                        person.kind().reach()));
    }

    private Decision permit(Caller caller, String scope) {
        var suspended = suspended(caller);
        if (suspended.isPresent()) return new Refused(suspended.get());
        if (scope.equals(Requires.ANY_KEY)) return new Admitted(caller);
        return caller.lacks(scope).<Decision>map(Refused::new).orElseGet(() -> new Admitted(caller));
    }

    /** Why nobody of the caller's tenant may do anything; empty when they may. */
    Optional<Problem> suspended(Caller caller) {
        return tenants.isSuspended(caller.tenant())
                ? refused(ProblemCode.TENANT_SUSPENDED, "Your tenant is suspended. Ask those who run the platform.")
                : Optional.empty();
    }

    /**
     * The same decision in the tenant that the caller asks to work in.
     *
     * @param where it is asked for, in words
     * @param asked id or slug, null for the caller's own
     */
    Decision inTenant(Decision decision, String where, @Nullable String asked) {
        if (asked == null || !(decision instanceof Admitted(var caller))) return decision;
        var tenant = tenants.find(asked.strip());
        if (tenant.isPresent() && tenant.get().equals(caller.tenant())) return decision;
        // The same for a tenant that there is and for one that there is not.
        if (caller.reach() != Reach.PLATFORM) {
            return new Refused(Problem.of(
                    ProblemCode.PERMISSION_DENIED, where + " names another tenant than your own. Leave it out."));
        }
        var lacking = caller.lacks(Caller.WORK_IN_OTHERS);
        if (lacking.isPresent()) return new Refused(lacking.get());
        return tenant.<Decision>map(other -> new Admitted(caller.in(other)))
                .orElseGet(() -> new Refused(Problem.of(
                        ProblemCode.NOT_FOUND,
                        where + " names no tenant. Send the id (ten_…) or the slug of one, as GET /v1/tenants lists"
                                + " them.")));
    }

    /** Whoever tries many is told to wait, at once; a key that is known never comes here. */
    private Decision counted(Address from, Instant now, Supplier<Decision> refusal) {
        return unknownKeys
                .count(from, now)
                .<Decision>map(wait -> tooMany(from, wait))
                .orElseGet(refusal);
    }

    private Refused tooMany(Address from, Duration wait) {
        long seconds = wait.plusMillis(999).toSeconds();
        return new Refused(Problem.of(
                        ProblemCode.TOO_MANY_ATTEMPTS,
                        "Too many keys and tokens that nobody has came from " + from + ". Wait " + seconds
                                + " s, and check yours meanwhile; one that is valid is never held back.")
                .with(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
    }

    /** Why a key that exists does not work with this secret, whatever it is for; by the clock of this node. */
    static Optional<Problem> unusable(Key key, byte[] sha256, Instant now) {
        return switch (key.terms().status()) {
            case INACTIVE ->
                refused(
                        ProblemCode.API_KEY_INACTIVE,
                        "This API key is deactivated. Have it activated, or use another one.");
            case REVOKED, DELETED -> refused(ProblemCode.API_KEY_REVOKED, "This API key was revoked. Use another one.");
            case ACTIVE -> expired(key, sha256, now);
        };
    }

    private static Optional<Problem> expired(Key key, byte[] sha256, Instant now) {
        if (key.expiresAt() != null && !now.isBefore(key.expiresAt())) {
            return refused(
                    ProblemCode.API_KEY_EXPIRED,
                    "This API key expired at " + key.expiresAt() + ". Use another one, or make one.");
        }
        var replacedAt = key.replacedAt(sha256);
        if (replacedAt != null && !now.isBefore(replacedAt)) {
            return refused(
                    ProblemCode.API_KEY_EXPIRED,
                    "This secret was replaced by another one of the same key, and worked until " + replacedAt
                            + ". Use the new one.");
        }
        return Optional.empty();
    }

    /** Says nothing of the addresses that are allowed: whoever has found a key need not be told where to go. */
    private static Problem notFrom(ClientAddress client) {
        var address = client.address().text();
        return Problem.of(
                ProblemCode.IP_NOT_ALLOWED,
                client.certain()
                        ? "This API key may not be used from " + address + ". Use it from an address that it allows, or"
                                + " have its `allowed_ips` changed."
                        : "This API key may be used from some addresses only, and yours is not known: the proxy "
                                + address + " does not tell it. Have the proxy send one clear `X-Forwarded-For` or"
                                + " `Forwarded`.");
    }

    private static Optional<Problem> refused(ProblemCode code, String detail) {
        return Optional.of(Problem.of(code, detail));
    }

    /** Only what has one of our prefixes and is unknown can be told to be mistyped; others may have been imported. */
    private static String whyUnknown(String secret) {
        boolean isOurs = KeySecret.PREFIXES.stream().anyMatch(secret::startsWith);
        return isOurs && KeySecret.parse(secret).isEmpty()
                ? "The key was mistyped or cut: its checksum is wrong. Copy it once more, whole."
                : "No key has this secret. Check that it belongs to this installation and was not deleted.";
    }

    private static Refused unauthenticated(String detail) {
        return challenging(Problem.of(ProblemCode.API_KEY_INVALID, detail));
    }

    private static Refused challenging(Problem problem) {
        return new Refused(problem.with(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"sluice\""));
    }
}
