package io.sluice.benchmarks.limits;

import io.sluice.benchmarks.limits.Scenario.Mishap;
import io.sluice.ingress.limits.NodeLimits;
import io.sluice.ingress.limits.NodeLimits.Asker;
import io.sluice.ingress.limits.NodeLimits.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** One case with one seed. The same seed comes to the same outcome. */
public final class Simulation {
    /** Until all nodes are ready; no request comes before. */
    static final long WARM_UP = 3_000 * Time.MILLI;

    private static final long MISHAP_EVERY = 20_000 * Time.MILLI;

    private final Scenario scenario;
    private final Time time = new Time();
    private final RandomGenerator random;
    private final SimulatedFold fold;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final Tally tally;
    private long incarnations;
    private int home;

    private Simulation(Scenario scenario, long seed) {
        this.scenario = scenario;
        this.random = new Random(seed);
        this.fold = new SimulatedFold(time, scenario, random);
        this.tally = new Tally(scenario);
    }

    public static Outcome run(Scenario scenario, long seed) {
        var simulation = new Simulation(scenario, seed);
        return simulation.run();
    }

    private Outcome run() {
        for (int each = 0; each < scenario.nodes(); each++) nodes.add(node(each));
        time.at(WARM_UP, this::nextRequest);
        time.at(WARM_UP + MISHAP_EVERY / 2, this::mishap);
        if (scenario.clientMovesEvery().isPositive()) time.at(WARM_UP, this::move);
        time.runUntil(WARM_UP + scenario.length().toNanos());
        return tally.outcome(scenario, fold.lost());
    }

    private SimulatedNode node(int number) {
        boolean wrong = scenario.has(Mishap.WRONG_CLOCKS);
        long begin = wrong ? random.nextLong(86_400_000L * Time.MILLI) : 0;
        double speed = wrong ? 1 + random.nextDouble(-0.000_1, 0.000_1) : 1;
        incarnations += 1_000;
        return new SimulatedNode("node-" + number, incarnations, time, fold, scenario.limits(), begin, speed);
    }

    private void nextRequest() {
        double perNano = scenario.requestsPerSecond() / 1e9;
        if (scenario.pause().isPositive()) {
            long count = Math.round(scenario.pause().toNanos() * perNano);
            var node = nodes.get(random.nextInt(nodes.size()));
            for (long each = 0; each < count; each++) request(node);
            time.after(scenario.pause().toNanos(), this::nextRequest);
            return;
        }
        request(nodes.get(chosen()));
        time.after((long) (-Math.log(1 - random.nextDouble()) / perNano), this::nextRequest);
    }

    private int chosen() {
        if (scenario.clientMovesEvery().isPositive()) return home;
        int at = random.nextInt(
                scenario.split().stream().mapToInt(Integer::intValue).sum());
        for (int each = 0; each < nodes.size(); each++) {
            at -= scenario.split().get(each);
            if (at < 0) return each;
        }
        return nodes.size() - 1;
    }

    private void move() {
        home = (home + 1) % nodes.size();
        time.after(scenario.clientMovesEvery().toNanos(), this::move);
    }

    /** What comes to a node that stands still is answered when it goes on; what comes to a dead one, by another. */
    private void request(SimulatedNode chosen) {
        var node = chosen.isUp()
                ? chosen
                : nodes.stream().filter(SimulatedNode::isReady).findAny().orElse(chosen);
        node.whenUp(() -> {
            if (node.isReady()) decide(node);
        });
    }

    private void decide(SimulatedNode node) {
        tally.request(node.believed());
        node.waiting++;
        var waits = node.take(new Request(node));
        if (waits != null) time.after(NodeLimits.PATIENCE_NANOS, () -> node.whenUp(waits));
    }

    private final class Request implements Asker {
        private final SimulatedNode node;
        private final long asked = time.now();
        private final int stops;
        private long countedAt;
        private boolean counted;

        private Request(SimulatedNode node) {
            this.node = node;
            this.stops = node.stops();
        }

        @Override
        public void counted() {
            counted = true;
            countedAt = time.now();
            tally.counted(node.believed());
        }

        @Override
        public void decided(Verdict verdict) {
            // Nobody is to blame for the time that the process stood still.
            long waited = node.stops() == stops ? time.now() - asked : 1;
            node.waiting--;
            if (verdict != Verdict.ADMITTED) {
                tally.refused(verdict, node.believed(), waited, before(node, waited));
                return;
            }
            if (!counted) counted();
            tally.admitted(countedAt, waited);
        }
    }

    /** Who came earlier: all that wait; with several limits, whoever has waited for one may queue for the next. */
    private long before(SimulatedNode node, long waited) {
        return waited == 0 || scenario.limits().size() > 1 ? node.waiting : 0;
    }

    private void mishap() {
        int victim = random.nextInt(nodes.size());
        var node = nodes.get(victim);
        if (scenario.has(Mishap.STOPS) && node.isReady()) {
            node.stop();
            time.after(random.nextLong(Duration.ofSeconds(10).toNanos()), node::goOn);
        }
        if (scenario.has(Mishap.KILLS)) {
            node.kill();
            time.after(random.nextLong(Duration.ofSeconds(10).toNanos()), () -> nodes.set(victim, node(victim)));
        }
        if (scenario.has(Mishap.JOINS) && node.isReady()) {
            node.leave();
            time.after(random.nextLong(Duration.ofSeconds(30).toNanos()), () -> nodes.set(victim, node(victim)));
        }
        if (scenario.has(Mishap.FOLD_KILLS))
            fold.kill(random.nextLong(Duration.ofSeconds(4).toNanos()));
        if (scenario.has(Mishap.FOLD_AWAY)) fold.kill(Duration.ofSeconds(60).toNanos());
        long next = MISHAP_EVERY / 2 + random.nextLong(MISHAP_EVERY);
        time.after(scenario.has(Mishap.FOLD_AWAY) ? next + 120_000 * Time.MILLI : next, this::mishap);
    }
}
