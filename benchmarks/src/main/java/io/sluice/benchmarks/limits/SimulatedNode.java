package io.sluice.benchmarks.limits;

import io.sluice.benchmarks.limits.Scenario.Window;
import io.sluice.ingress.limits.NodeLimits;
import io.sluice.ingress.limits.NodeLimits.Asker;
import io.sluice.schemas.LimitWindow;
import io.sluice.schemas.avro.LimitState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One process that admits requests. */
final class SimulatedNode {
    /** So long after a turn comes another one, though there is nothing to do; the reporter's own is shorter. */
    private static final long QUIET_TURN = 1_000 * Time.MILLI;

    private static final long TURN = NodeLimits.TURN_NANOS;

    /** From the wake-up of a thread until it runs. */
    private static final long WAKE_UP = 50_000;

    final String name;
    private final Time time;
    private final SimulatedFold fold;
    private final long clockBegin;
    private final double clockSpeed;
    private final NodeLimits limits;
    private final NodeLimits.Caller caller;
    private final Deque<Runnable> missed = new ArrayDeque<>();
    private boolean stopped;
    private int stops;
    /** Requests that wait. */
    long waiting;

    private boolean dead;
    private long nextTurn = Long.MAX_VALUE;

    SimulatedNode(
            String name,
            long incarnation,
            Time time,
            SimulatedFold fold,
            List<Window> windows,
            long clockBegin,
            double clockSpeed) {
        this.name = name;
        this.time = time;
        this.fold = fold;
        this.clockBegin = clockBegin;
        this.clockSpeed = clockSpeed;
        this.limits = new NodeLimits(
                name,
                incarnation,
                this::nanos,
                () -> turnWithin(WAKE_UP),
                (report, confirmed) -> fold.send(this, report, nanos(), confirmed));
        this.caller = limits.caller("key", maxima(windows), lengths(windows));
        fold.subscribe(this);
        turnWithin(0);
    }

    private static long[] maxima(List<Window> windows) {
        return windows.stream().mapToLong(Window::max).toArray();
    }

    private static LimitWindow[] lengths(List<Window> windows) {
        return windows.stream().map(Window::window).toArray(LimitWindow[]::new);
    }

    private long nanos() {
        return clockBegin + (long) (time.now() * clockSpeed);
    }

    /** What the limiter goes by, in epoch milliseconds. */
    long believed() {
        return limits.believed();
    }

    boolean isReady() {
        return limits.knowsTime() && !stopped && !dead;
    }

    boolean isUp() {
        return !dead;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Returns what gives it up, when it waits. */
    @Nullable
    Runnable take(Asker asker) {
        turnWithin(TURN);
        return limits.take(caller, asker);
    }

    void learn(String key, @Nullable LimitState state) {
        whenUp(() -> {
            limits.learn(key, state);
            turnWithin(TURN);
        });
    }

    void acknowledged(long sent, long appendedAt, Runnable confirmed) {
        whenUp(() -> {
            limits.learnTime(sent, appendedAt);
            confirmed.run();
        });
    }

    private void turnWithin(long nanos) {
        long at = time.now() + nanos;
        if (at >= nextTurn) return;
        nextTurn = at;
        time.at(at, () -> turn(at));
    }

    private void turn(long at) {
        if (dead || at != nextTurn) return;
        nextTurn = Long.MAX_VALUE;
        whenUp(() -> {
            long next = limits.turn();
            if (next < QUIET_TURN / Time.MILLI) turnWithin(next * Time.MILLI);
        });
        turnWithin(QUIET_TURN);
    }

    /** Nothing is lost while a process stands still. It happens afterwards, in order. */
    void whenUp(Runnable action) {
        if (dead) return;
        if (stopped) missed.add(action);
        else action.run();
    }

    /** How often it stood still. */
    int stops() {
        return stops;
    }

    void stop() {
        stops++;
        stopped = true;
    }

    void goOn() {
        stopped = false;
        while (!missed.isEmpty() && !stopped) missed.poll().run();
    }

    void leave() {
        limits.leave();
        kill();
    }

    void kill() {
        dead = true;
        missed.clear();
        fold.unsubscribe(this);
    }
}
