package io.sluice.ingress.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often each of many may do something: some times at once, and then once more for each that its time brings back.
 *
 * @param <K> who they are
 */
final class Pace<K> {
    /**
     * How one stands.
     *
     * @param paidBackAt when all that was done is paid back
     * @param refused whether the last time was one too many
     */
    private record Standing(Instant paidBackAt, boolean refused) {}

    private final int atOnce;
    private final Duration between;
    private final Cache<K, Standing> standings;

    /**
     * @param between after so long one more is free again
     * @param remembered how many of those who have something to pay back are kept in mind
     */
    Pace(int atOnce, Duration between, int remembered) {
        this.atOnce = atOnce;
        this.between = between;
        this.standings = Caffeine.newBuilder()
                .maximumSize(remembered)
                .expireAfterWrite(between.multipliedBy(atOnce))
                .build();
    }

    /** How long to wait instead; empty when it may, which counts. To be refused costs nothing. */
    Optional<Duration> next(K who, Instant now) {
        var made = standings.asMap().compute(who, (_, before) -> next(before, now));
        return made.refused()
                ? Optional.of(Duration.between(now, made.paidBackAt()).minus(between.multipliedBy(atOnce - 1L)))
                : Optional.empty();
    }

    /** One that was counted is not to count. */
    void takeBack(K who) {
        standings
                .asMap()
                .computeIfPresent(
                        who, (_, before) -> new Standing(before.paidBackAt().minus(between), false));
    }

    private Standing next(@Nullable Standing before, Instant now) {
        var from = before == null || before.paidBackAt().isBefore(now) ? now : before.paidBackAt();
        var after = from.plus(between);
        return after.isAfter(now.plus(between.multipliedBy(atOnce)))
                ? new Standing(from, true)
                : new Standing(after, false);
    }
}
