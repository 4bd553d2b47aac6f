package io.sluice.usage.limits;

import io.sluice.schemas.avro.LimitReport;
import io.sluice.schemas.avro.LimitState;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A fold that is run by a simulation or a measurement. Its successor knows what it had written a while before. */
public final class FoldProcess {
    private final Fold fold;
    private final @Nullable ChangelogBook changelog;
    private final long epoch;
    private final BiConsumer<String, @Nullable LimitState> output;

    private FoldProcess(
            Book book, @Nullable ChangelogBook changelog, long epoch, BiConsumer<String, @Nullable LimitState> output) {
        this.fold = new Fold(book, epoch, output::accept);
        this.changelog = changelog;
        this.epoch = epoch;
        this.output = output;
    }

    /** The first one, which may be succeeded. */
    public static FoldProcess first(BiConsumer<String, @Nullable LimitState> output) {
        var changelog = new ChangelogBook();
        return new FoldProcess(changelog, changelog, 1, output);
    }

    /** The only one, which keeps no more than it needs. */
    public static FoldProcess only(BiConsumer<String, @Nullable LimitState> output) {
        return new FoldProcess(new MemoryBook(), null, 1, output);
    }

    /**
     * The next one.
     *
     * @param instant until when it knows what this one wrote, in nanoseconds of the simulation
     */
    public FoldProcess successor(long instant) {
        if (changelog == null) throw new IllegalStateException("the only one has none");
        var known = changelog.asOf(instant);
        return new FoldProcess(known, known, epoch + 1, output);
    }

    /**
     * Takes the next report.
     *
     * @param now in nanoseconds of the simulation
     */
    public void accept(LimitReport report, long appendedAt, long now) {
        if (changelog != null) changelog.passTo(now);
        fold.accept(report, appendedAt);
    }

    /** Tokens that count as used, because nobody could tell what a node that was gone had done with them. */
    public long lost() {
        return fold.lost();
    }
}
