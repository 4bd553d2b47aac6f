package io.sluice.benchmarks.limits;

import io.sluice.benchmarks.limits.Scenario.Mishap;
import io.sluice.schemas.avro.LimitReport;
import io.sluice.schemas.avro.LimitState;
import io.sluice.usage.limits.FoldProcess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Kafka between the nodes and the fold, and the process of the fold. */
final class SimulatedFold {
    private record Appended(LimitReport report, long at) {}

    private final Time time;
    private final Scenario scenario;
    private final RandomGenerator random;
    private final Lag lag;
    private final List<Appended> reports = new ArrayList<>();
    private final Map<String, Long> lastAppend = new LinkedHashMap<>();
    private final Map<SimulatedNode, Long> lastDelivery = new LinkedHashMap<>();
    private final Map<String, LimitState> compacted = new LinkedHashMap<>();
    private long lost;
    private @Nullable Life life;

    SimulatedFold(Time time, Scenario scenario, RandomGenerator random) {
        this.time = time;
        this.scenario = scenario;
        this.random = random;
        this.lag = new Lag(random);
        start(FoldProcess.first(this::write), 0);
    }

    /** One life of the fold. */
    private final class Life {
        private final FoldProcess fold;
        private int next;
        private final List<Long> readAt = new ArrayList<>();
        private final int first;
        private long lastRead;
        private boolean alive = true;

        Life(FoldProcess fold, int from) {
            this.fold = fold;
            next = from;
            first = from;
        }

        /** The first report whose effect is not known to who knows what was written until an instant. */
        int unknownAfter(long instant) {
            int known = next;
            while (known > first && readAt.get(known - 1 - first) > instant) known--;
            return known;
        }

        void readLater() {
            lastRead = Math.max(lastRead, time.now() + lag.next() / 2);
            time.at(lastRead, this::read);
        }

        private void read() {
            if (!alive) return;
            while (next < reports.size()) {
                var appended = reports.get(next++);
                readAt.add(time.now());
                fold.accept(appended.report(), appended.at(), time.now());
            }
        }
    }

    private void start(FoldProcess fold, int from) {
        life = new Life(fold, from);
        life.readLater();
    }

    /** What it wrote last may be known to all but its successor, which reads some reports once more. */
    void kill(long downFor) {
        var killed = life;
        if (killed == null) return;
        life = null;
        lost += killed.fold.lost();
        boolean livesOn = random.nextInt(3) == 0;
        if (!livesOn) killed.alive = false;
        long forgotten = random.nextLong(20 * Time.MILLI);
        long known = time.now() - forgotten;
        int unknown = killed.unknownAfter(known);
        time.after(downFor, () -> {
            var successor = killed.fold.successor(known);
            // What is committed has been written before, so nothing is passed over.
            start(successor, Math.max(0, unknown - random.nextInt(20)));
            time.after(random.nextLong(2_000 * Time.MILLI), () -> killed.alive = false);
        });
    }

    void send(SimulatedNode node, LimitReport report, long sent, Runnable confirmed) {
        int fate = scenario.has(Mishap.BAD_REPORTS) ? random.nextInt(30) : -1;
        if (fate == 0) return;
        long at = Math.max(lastAppend.getOrDefault(node.name, 0L), time.now() + lag.next() / 2);
        lastAppend.put(node.name, at);
        if (fate == 1) at += random.nextLong(2_000 * Time.MILLI);
        time.at(at, () -> append(node, report, sent, confirmed));
        if (fate == 2) time.at(at + random.nextLong(500 * Time.MILLI), () -> append(node, report, sent, confirmed));
    }

    private void append(SimulatedNode node, LimitReport report, long sent, Runnable confirmed) {
        long appendedAt = time.epochMillis();
        reports.add(new Appended(report, appendedAt));
        time.after(lag.next() / 2, () -> node.acknowledged(sent, appendedAt, confirmed));
        if (life != null) life.readLater();
    }

    private void write(String key, @Nullable LimitState state) {
        if (state == null) compacted.remove(key);
        else compacted.put(key, state);
        lastDelivery.replaceAll((node, last) -> {
            long at = Math.max(last, time.now() + lag.next());
            time.at(at, () -> node.learn(key, state));
            return at;
        });
    }

    /** Tokens that count as used, because nobody could tell what a node that was gone had done with them. */
    long lost() {
        return lost + (life == null ? 0 : life.fold.lost());
    }

    /** A node reads all that there is before it is ready. */
    void subscribe(SimulatedNode node) {
        lastDelivery.put(node, time.now());
        compacted.forEach(node::learn);
    }

    void unsubscribe(SimulatedNode node) {
        lastDelivery.remove(node);
    }
}
