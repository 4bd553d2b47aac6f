package io.sluice.ingress.limits;

import io.sluice.schemas.LimitId;
import org.jspecify.annotations.Nullable;

/** How much may be admitted. It belongs to one {@link Limiter}, which keeps in it where it counts. */
public final class Limit {
    /** Of requests within one window. */
    public static final long LARGEST = 1_000_000_000;

    private final LimitId id;
    private final long max;
    private final long version;
    private final Fallback fallback;
    private volatile @Nullable Allowance allowance;

    /**
     * A limit by a rule.
     *
     * @param max within any window, at least 1 and at most {@link #LARGEST}
     * @param version of the rule that says so; a higher one replaces a lower one and keeps what was used
     */
    public Limit(LimitId id, long max, long version, Fallback fallback) {
        if (max < 1 || max > LARGEST) throw new IllegalArgumentException("a limit of " + max + " cannot be counted");
        this.id = id;
        this.max = max;
        this.version = version;
        this.fallback = fallback;
    }

    public LimitId id() {
        return id;
    }

    public long max() {
        return max;
    }

    long version() {
        return version;
    }

    Fallback fallback() {
        return fallback;
    }

    /** Where it was counted last; that may have been closed since. */
    @Nullable
    Allowance allowance() {
        return allowance;
    }

    void countIn(Allowance found) {
        allowance = found;
    }

    @Override
    public String toString() {
        return max + " of " + id.text();
    }
}
