package io.sluice.usage.limits.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.schemas.avro.LimitPool;
import io.sluice.schemas.avro.LimitReport;
import io.sluice.schemas.avro.LimitState;
import io.sluice.usage.LocalRegistry;
import io.sluice.usage.streams.TopologyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LimitTopologyTest {
    private static final String LIMIT = "key_1/1000";
    private static final Instant BEGIN = Instant.parse("2026-11-20T12:00:00Z");

    private final Reporting node = new Reporting("a", "key_1");
    private LocalRegistry registry;
    private Partition partition;
    private Instant now = BEGIN;

    @BeforeEach
    void start() throws IOException {
        registry = new LocalRegistry();
        partition = new Partition(registry.client(), BEGIN);
    }

    @AfterEach
    void stop() {
        partition.close();
        registry.close();
    }

    @Test
    void isTheTopologyThatRunsAlready() throws IOException {
        var topology = Partition.topology(registry.client(), new SimpleMeterRegistry());
        assertThat(topology.build().describe().toString().strip())
                .as("a renamed store strands the state of what runs: change the file only with a plan for it")
                .isEqualTo(Files.readString(Path.of("src/test/resources/limits/topology.txt"))
                        .strip());
    }

    // Its own group and changelog; nothing waits for a commit, a cache or a fuller batch.
    @Test
    void isRunApartFromTheRollupsAndWaitsForNothing() {
        assertThat(Partition.topology(registry.client(), new SimpleMeterRegistry())
                        .settings())
                .containsEntry("application.id", "usage-limits")
                .containsEntry("processing.guarantee", "at_least_once")
                .containsEntry("statestore.cache.max.bytes", 0L)
                .containsEntry("producer.linger.ms", 0);
    }

    @Test
    void aReportBringsAGrant() {
        long epoch = join(node);
        var pool = tell(node.tell(epoch, node.waitingFor(4, 10, 1)));
        assertThat(pool.getMax()).isEqualTo(10);
        assertThat(granted(pool)).isBetween(4L, 10L);
    }

    @Test
    void theEpochIsTheTimeAtWhichItBegan() {
        assertThat(join(node)).isEqualTo(BEGIN.toEpochMilli());
    }

    @Test
    void nothingMoreIsGrantedOfALimitThatWasLoweredBelowWhatIsHeld() {
        long epoch = join(node);
        long before = granted(tell(node.tell(epoch, node.waitingFor(8, 10, 1))));
        var pool = tell(node.tell(epoch, node.waitingFor(20, 3, 2)));
        assertThat(pool.getMax()).isEqualTo(3);
        assertThat(pool.getVersion()).isEqualTo(2);
        assertThat(granted(pool)).isEqualTo(before);
    }

    @Test
    void whatIsAdmittedIsFreeAgainWhenItHasLeftTheWindow() {
        long epoch = join(node);
        long first = granted(tell(node.tell(epoch, node.waitingFor(10, 10, 1))));
        assertThat(first).isEqualTo(10);
        append(node.tell(epoch, node.spent(10, 10, now.toEpochMilli())));
        assertThat(granted(tell(node.tell(epoch, node.waitingFor(1, 10, 1))))).isEqualTo(10);
        now = now.plusMillis(Reporting.WINDOW + 50);
        assertThat(granted(tell(node.tell(epoch, node.waitingFor(1, 10, 1))))).isGreaterThan(10);
    }

    @Test
    void aLimitThatNobodyUsesIsClosedAndLeavesATombstone() {
        long epoch = join(node);
        long granted = granted(tell(node.tell(epoch, node.waitingFor(4, 10, 1))));
        append(node.tell(epoch, node.returned(granted, 10)));
        assertThat(partition.told()).containsEntry(LIMIT, null);
        assertThat(partition.changelog()).containsEntry(LIMIT, null);
    }

    // Each of them has a share of what is free, and neither is to be given it back because the other still has it.
    @Test
    void aLimitThatSeveralNodesHeldIsClosedWhenTheLastHasReturnedItsPart() {
        var other = new Reporting("b", "key_1");
        long epoch = join(node);
        append(other.join(epoch));
        append(node.tell(epoch, node.waitingFor(4, 100, 1)));
        var pool = tell(other.tell(epoch, other.waitingFor(4, 100, 1)));
        pool = tell(node.tell(epoch, node.returned(granted(pool, "a"), 100)));
        append(other.tell(epoch, other.returned(granted(pool, "b"), 100)));
        append(node.tell(epoch, node.returned(granted(pool, "a"), 100)));
        assertThat(partition.told()).containsEntry(LIMIT, null);
    }

    // It had not told of it while it left, so what it held counts as used; and nobody is left to close the pool.
    @Test
    void aLimitWhoseLastNodeLeftIsClosedToo() {
        var other = new Reporting("b", "key_2");
        long epoch = join(node);
        append(other.join(epoch));
        append(node.tell(epoch, node.waitingFor(4, 10, 1)));
        append(node.leave(epoch));
        now = now.plusSeconds(61);
        append(other.tell(epoch, other.waitingFor(1, 10, 1)));
        assertThat(partition.meters.counter("sluice.limits.lost").count()).isGreaterThanOrEqualTo(4);
        assertThat(partition.told()).containsEntry(LIMIT, null);
        assertThat(partition.changelog()).containsEntry(LIMIT, null);
    }

    @Test
    void whoeverTakesOverHasAHigherEpochAndGrantsNothingBeforeTheNodeToldAllThatItHolds() {
        long epoch = join(node);
        long granted = granted(tell(node.tell(epoch, node.waitingFor(4, 10, 1))));
        succeed();
        long next = epochTold(node.tell(epoch, node.waitingFor(10, 10, 1)), "node a");
        assertThat(next).isEqualTo(epoch + 1);
        assertThat(granted(tell(node.tell(next, node.waitingFor(10, 10, 1))))).isEqualTo(granted);
        append(node.join(next));
        assertThat(granted(tell(node.tell(next, node.waitingFor(10, 10, 1))))).isEqualTo(10);
    }

    @Test
    void aReportThatNoSchemaReadsIsPassedOver() {
        long epoch = join(node);
        partition.bytes.pipeInput("a", "garbage".getBytes(UTF_8), now);
        assertThat(granted(tell(node.tell(epoch, node.waitingFor(4, 10, 1))))).isGreaterThanOrEqualTo(4);
    }

    @Test
    void aReportThatCannotBeReadNowIsNotPassedOver() {
        registry.close();
        var unknownSchema = new byte[] {0, 0, 0, 0, 5, 1};
        assertThatThrownBy(() -> partition.bytes.pipeInput("a", unknownSchema, now))
                .isInstanceOfSatisfying(
                        StreamsException.class,
                        failure ->
                                assertThat(TopologyRun.passesByItself(failure)).isTrue());
    }

    /** In the epoch of the fold that runs, which it returns. */
    private long join(Reporting joining) {
        long epoch = epochTold(joining.join(0), "node a");
        append(joining.join(epoch));
        return epoch;
    }

    private long epochTold(LimitReport report, String key) {
        append(report);
        return requireNonNull(partition.told().get(key)).getEpoch();
    }

    private void append(LimitReport report) {
        now = now.plusMillis(1);
        partition.append(report, now);
    }

    private LimitPool tell(LimitReport report) {
        append(report);
        LimitState state = requireNonNull(partition.told().get(LIMIT));
        return requireNonNull(state.getPool());
    }

    private static long granted(LimitPool pool) {
        return granted(pool, "a");
    }

    private static long granted(LimitPool pool, String node) {
        return pool.getGrants().stream()
                .filter(grant -> grant.getNode().equals(node))
                .mapToLong(grant -> grant.getGranted())
                .sum();
    }

    /** Another process, at the same instant by its clock, which knows what the changelog knows. */
    private void succeed() {
        Map<String, @Nullable LimitState> known = partition.changelog();
        partition.close();
        partition = new Partition(registry.client(), BEGIN);
        partition.restore(known);
    }
}
