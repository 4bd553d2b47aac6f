package io.sluice.usage.limits.streams;

import io.sluice.schemas.avro.LimitReport;
import io.sluice.schemas.avro.LimitSlot;
import io.sluice.schemas.avro.LimitUse;
import java.util.List;

/** A node that reports, as an ingress does. */
final class Reporting {
    static final long WINDOW = 1_000;
    private static final long SLOT = 50;

    private final String node;
    private final String subject;
    private long sequence;

    Reporting(String node, String subject) {
        this.node = node;
        this.subject = subject;
    }

    /** It holds nothing and says so. */
    LimitReport join(long epoch) {
        return report(epoch, true, false, List.of());
    }

    LimitReport leave(long epoch) {
        return report(epoch, true, true, List.of());
    }

    /** One use of a limit of so many a second, in the given version of its rule. */
    LimitReport tell(long epoch, LimitUse use) {
        return report(epoch, false, false, List.of(use));
    }

    LimitUse waitingFor(long tokens, long max, long version) {
        return new LimitUse(subject, WINDOW, max, version, 0L, 0L, 0L, List.of(), 0L, tokens, 0L, 0L);
    }

    /** All that it was granted was admitted at one instant. */
    LimitUse spent(long tokens, long max, long instant) {
        var admitted = List.of(new LimitSlot(instant / SLOT, tokens));
        return new LimitUse(subject, WINDOW, max, 1L, 0L, tokens, 0L, admitted, 0L, 0L, 0L, 0L);
    }

    /** It gave back all that it was granted, and nobody there asks for more. */
    LimitUse returned(long tokens, long max) {
        return new LimitUse(subject, WINDOW, max, 1L, 0L, tokens, tokens, List.of(), 0L, 0L, 0L, 0L);
    }

    private LimitReport report(long epoch, boolean complete, boolean leaving, List<LimitUse> uses) {
        return new LimitReport(node, 1L, 0L, ++sequence, epoch, 0, complete, leaving, uses);
    }
}
