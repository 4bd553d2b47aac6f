package io.sluice.standalone;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a part again whose process has ended without being told to; the services ride out such a gap. */
final class Revival {
    private static final Logger LOG = LoggerFactory.getLogger(Revival.class);
    // A process that ends at once, again and again, must not keep a processor busy.
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private Revival() {}

    static void watch(Part part, Child child, BooleanSupplier wanted) {
        Thread.ofPlatform().daemon().name("revival-of-" + part.name()).start(() -> revive(part, child, wanted));
    }

    private static void revive(Part part, Child child, BooleanSupplier wanted) {
        try {
            int status = child.process().waitFor();
            if (!wanted.getAsBoolean()) return;
            LOG.warn("{} ended by itself with status {} and is started again", part.name(), status);
            Thread.sleep(PAUSE);
            if (wanted.getAsBoolean()) part.start();
        } catch (Exception e) {
            if (!wanted.getAsBoolean()) return;
            LOG.error("{} cannot be started again, so Sluice stops: {}", part.name(), e.toString());
            System.exit(Refusal.BAD_SURROUNDINGS);
        }
    }
}
