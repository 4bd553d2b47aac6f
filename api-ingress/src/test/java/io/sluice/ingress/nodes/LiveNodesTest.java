package io.sluice.ingress.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.avro.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveNodesTest {
    /** Of a clock that has no beginning. */
    private static final long START = Long.MAX_VALUE - 5;

    private final LiveNodes nodes = new LiveNodes();

    @Test
    void areThoseThatWereHeardOfLately() {
        nodes.tell("one", node(1), START);
        nodes.tell("other", node(2), after(Duration.ofSeconds(5)));
        assertThat(nodes.read(after(LiveNodes.SILENT))).containsExactlyInAnyOrder(read(1), read(2));
        assertThat(nodes.read(after(LiveNodes.SILENT.plusNanos(1)))).containsExactly(read(2));
    }

    @Test
    void areOldOrNewByWhatTheyToldLast() {
        nodes.tell("one", node(1), START);
        nodes.tell("one", node(7), after(Duration.ofSeconds(1)));
        assertThat(nodes.read(after(LiveNodes.SILENT.plusSeconds(1)))).containsExactly(read(7));
    }

    @Test
    void areGoneAtOnceWhenTheyStopInOrder() {
        nodes.tell("one", node(1), START);
        nodes.tell("one", null, START);
        assertThat(nodes.read(START)).isEmpty();
    }

    @Test
    void comeBackAfterASilence() {
        nodes.tell("one", node(1), START);
        nodes.tell("one", node(1), after(Duration.ofHours(1)));
        assertThat(nodes.read(after(Duration.ofHours(1)))).hasSize(1);
    }

    @Test
    void areKnownOnceAllHaveHadTheTimeToTell() {
        assertThat(nodes.areKnown(START)).isFalse();
        nodes.tell("one", node(1), START);
        assertThat(nodes.areKnown(after(Duration.ofMillis(1_999)))).isFalse();
        assertThat(nodes.areKnown(after(Duration.ofSeconds(2)))).isTrue();
    }

    @Test
    void areBounded() {
        for (int id = 0; id < 2_000; id++) nodes.tell("node " + id, node(1), START);
        assertThat(nodes.read(START)).hasSize(1_000);
    }

    private static LiveNodes.Read read(long offset) {
        return new LiveNodes.Read(List.of(offset), List.of(offset, offset));
    }

    private static Node node(long offset) {
        return Node.newBuilder()
                .setId("node")
                .setReportedAt(Instant.EPOCH)
                .setKeyOffsets(List.of(offset))
                .setRoleOffsets(List.of(offset, offset))
                .build();
    }

    private static long after(Duration time) {
        return START + time.toNanos();
    }
}
