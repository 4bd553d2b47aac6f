package io.sluice.ingress.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.ingress.addresses.Address;
import io.sluice.ingress.problem.Problem;
import io.sluice.schemas.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Slows down who guesses passwords. It counts by network and person together, so nobody can lock out somebody else who
 * comes from elsewhere; and by network alone, so that nobody tries one password for everybody. Whoever has signed in
 * from a network before is not held back by what its neighbours there try. An attempt counts as failed until it has
 * succeeded, so that many at once are no way around.
 */
@Component
final class SignInGuard {
    static final int FREE_ATTEMPTS = 5;
    static final Duration DELAY_MAX = Duration.ofMinutes(15);

    /** Enough for one attempt after the other at the pace at which passwords are checked, for an hour. */
    private static final int PAIRS_MAX = 50_000;

    private static final Duration REMEMBERED = Duration.ofHours(1);

    /** How many a network may try in vain at once, whoever they are for; then one each {@link #BETWEEN}. */
    static final int AT_ONCE = 60;

    static final Duration BETWEEN = Duration.ofSeconds(5);

    private static final int NETWORKS_MAX = 100_000;
    private static final Duration WELL_KNOWN = Duration.ofDays(30);

    /**
     * Who tries to be whom.
     *
     * @param network an IPv4 address, or the half of an IPv6 address that its owner cannot choose
     */
    record Pair(Address network, String tenant, String email) {
        static Pair of(Address address, String tenant, String email) {
            return new Pair(address.network(), tenant, email);
        }
    }

    /**
     * What one pair has tried.
     *
     * @param until when the next attempt is let through
     * @param refused whether the last one was not
     */
    private record Attempts(int count, Instant until, boolean refused) {}

    private final Cache<Pair, Attempts> attempts = Caffeine.newBuilder()
            .maximumSize(PAIRS_MAX)
            .expireAfterWrite(REMEMBERED)
            .build();

    private final Pace<Address> networks = new Pace<>(AT_ONCE, BETWEEN, NETWORKS_MAX);

    /** Who has signed in from where. Nobody comes in here without a password. */
    private final Cache<Pair, Boolean> known = Caffeine.newBuilder()
            .maximumSize(PAIRS_MAX)
            .expireAfterAccess(WELL_KNOWN)
            .build();

    /** How long to wait instead of trying; empty when it may try, which counts. */
    Optional<Duration> attempt(Pair pair, Instant now) {
        boolean isKnown = known.getIfPresent(pair) != null;
        var tooMany = isKnown ? Optional.<Duration>empty() : networks.next(pair.network(), now);
        if (tooMany.isPresent()) return tooMany;
        var made = attempts.asMap().compute(pair, (who, before) -> next(before, now));
        if (!made.refused()) return Optional.empty();
        if (!isKnown) networks.takeBack(pair.network());
        return Optional.of(Duration.between(now, made.until()));
    }

    /** An attempt that came to nothing, for want of room, was none. */
    void takeBack(Pair pair) {
        if (known.getIfPresent(pair) == null) networks.takeBack(pair.network());
        attempts.asMap()
                .computeIfPresent(
                        pair,
                        (_, made) -> made.count() == 1
                                ? null
                                : new Attempts(made.count() - 1, made.until(), made.refused()));
    }

    void succeeded(Pair pair) {
        attempts.invalidate(pair);
        if (known.getIfPresent(pair) == null) networks.takeBack(pair.network());
        known.put(pair, true);
    }

    private static Attempts next(@Nullable Attempts before, Instant now) {
        if (before == null) return new Attempts(1, now, false);
        if (now.isBefore(before.until())) return new Attempts(before.count(), before.until(), true);
        int count = before.count() + 1;
        return new Attempts(count, now.plus(delay(count)), false);
    }

    /** After so many attempts: none at first, then one second, doubled each time. */
    static Duration delay(int count) {
        if (count < FREE_ATTEMPTS) return Duration.ZERO;
        var delay = Duration.ofSeconds(1L << Math.min(count - FREE_ATTEMPTS, 20));
        return delay.compareTo(DELAY_MAX) < 0 ? delay : DELAY_MAX;
    }

    /** @param delay how long to wait */
    static Problem tooSoon(Duration delay) {
        long seconds = delay.toSeconds() + 1;
        return Problem.of(
                        ProblemCode.TOO_MANY_ATTEMPTS,
                        "There were too many attempts to sign in from this address. Wait " + seconds + " s.")
                .with(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }
}
