package io.sluice.worker.sweep;

import io.sluice.worker.outbox.Outbox;
import io.sluice.worker.outbox.OutboxSlot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Sweeps for as long as this worker runs: at once again while there is something to do, else after a short pause. */
@Component
class Sweeper implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    /** As large as a set of commands, so that a command waits no longer for a sweep than for another command. */
    private static final int BATCH_MAX = 1_000;

    /** Idle looks cost one descent of an index each; what is due is found a quarter of a second late on average. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    /** How often it looks for what other workers left untold. */
    private static final Duration LOOK_AROUND = Duration.ofSeconds(2);

    private static final Duration STOP = Duration.ofSeconds(2);

    private final Outbox outbox;
    private final List<Sweep> sweeps;
    private final Clock clock;
    private final SweepMeters meters;
    private volatile @Nullable Thread thread;

    Sweeper(Outbox outbox, List<Sweep> sweeps, Clock clock, SweepMeters meters) {
        this.outbox = outbox;
        this.sweeps = sweeps;
        this.clock = clock;
        this.meters = meters;
    }

    private void run() {
        boolean failing = false;
        while (goesOn()) {
            try (var slot = outbox.open().orElse(null)) {
                failing = false;
                if (slot == null) pause(PAUSE_AFTER_FAILURE);
                else sweepFrom(slot);
            } catch (RuntimeException e) {
                // Whatever it is, nothing is lost: what was committed stands in the outbox, and the rest is still due.
                if (!failing) LOG.warn("sweeping failed, and is tried again every second", e);
                failing = true;
                pause(PAUSE_AFTER_FAILURE);
            }
        }
    }

    private void sweepFrom(OutboxSlot slot) {
        var lookedAround = Instant.EPOCH;
        while (goesOn()) {
            boolean any = false;
            for (var sweep : sweeps) {
                int done = slot.tell(() -> sweep.sweep(clock.instant(), BATCH_MAX));
                meters.swept(sweep.kind(), done);
                any |= done > 0;
            }
            var now = clock.instant();
            if (now.isAfter(lookedAround.plus(LOOK_AROUND))) {
                outbox.tellLeftBehind();
                lookedAround = now;
            }
            if (!any) pause(PAUSE);
        }
    }

    private boolean goesOn() {
        return Thread.currentThread().equals(thread);
    }

    private static void pause(Duration pause) {
        LockSupport.parkNanos(pause.toNanos());
    }

    @Override
    public void start() {
        var starting = Thread.ofPlatform().name("sweeper").daemon().unstarted(this::run);
        thread = starting;
        starting.start();
    }

    @Override
    public void stop() {
        var running = thread;
        thread = null;
        if (running == null) return;
        LockSupport.unpark(running);
        try {
            running.join(STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
