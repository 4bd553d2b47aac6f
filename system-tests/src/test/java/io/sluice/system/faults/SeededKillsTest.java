package io.sluice.system.faults;

import io.sluice.system.stack.Cluster;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Parts are killed in an order that a seed decides, so that orders are met that nobody thought of. */
class SeededKillsTest {
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final List<Kill> KINDS = List.of(Kill.values());
    private static final int KILLS = Integer.getInteger("kills", 3);

    @Test
    void nothingAcknowledgedIsLostOrAppliedTwiceInWhateverOrder() throws Exception {
        System.out.printf("kill test: -Dseed=%d -Dkills=%d replays this%n", SEED, KILLS);
        var cluster = Cluster.shared();
        try (var kafka = cluster.kafka()) {
            var load = new Load(cluster.admin(), 4, SEED);
            var ledger = new Ledger(cluster, kafka, load);
            load.begin();
            ledger.awaitProgress();
            var random = new Random(SEED);
            for (int i = 1; i <= KILLS; i++) {
                var kill = KINDS.get(random.nextInt(KINDS.size()));
                System.out.printf("kill test: %d of %d: %s%n", i, KILLS, kill);
                kill.strike(cluster, ledger);
            }
            ledger.finish();
            ledger.everythingAcknowledgedHappenedOnce();
        }
    }
}
