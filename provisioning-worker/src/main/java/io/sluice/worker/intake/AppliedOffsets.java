package io.sluice.worker.intake;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.stereotype.Repository;

/**
 * How far the database is, in the database. Kafka's own offsets tell how far the outcomes were told; after a restore
 * from a backup the database is behind them, and whatever it lacks is applied again.
 */
@Repository
class AppliedOffsets implements ConsumerAwareRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(AppliedOffsets.class);

    private final JdbcClient jdbc;

    AppliedOffsets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Called when all of these records are applied. A worker that is late with this only causes a redelivery. */
    void store(List<? extends ConsumerRecord<?, ?>> records) {
        var next = new HashMap<TopicPartition, Long>();
        for (var record : records) {
            next.merge(new TopicPartition(record.topic(), record.partition()), record.offset() + 1, Math::max);
        }
        // In one order, so that two workers that meet over the same partitions wait for each other and never in a
        // circle.
        var entries = next.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .toList();
        jdbc.sql("""
                        INSERT INTO core.applied_offset AS applied (topic, partition, next_offset)
                        SELECT * FROM unnest(:topics::text[], :partitions::int[], :offsets::bigint[])
                            ON CONFLICT (topic, partition) DO UPDATE
                           SET next_offset = greatest(applied.next_offset, excluded.next_offset)
                        """)
                .param(
                        "topics",
                        entries.stream().map(entry -> entry.getKey().topic()).toArray(String[]::new))
                .param(
                        "partitions",
                        entries.stream()
                                .map(entry -> entry.getKey().partition())
                                .toArray(Integer[]::new))
                .param("offsets", entries.stream().map(Map.Entry::getValue).toArray(Long[]::new))
                .update();
    }

    /**
     * Goes back to where the database is, when that is behind where Kafka believes it to be. It looks at everything
     * that the consumer holds: when this fails once, because the database is away, it is called again with nothing new.
     */
    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> added) {
        var partitions = consumer.assignment();
        if (partitions.isEmpty()) return;
        var stored = stored();
        var beginnings = consumer.beginningOffsets(partitions);
        for (var partition : partitions) {
            long told = consumer.position(partition);
            // What retention has deleted cannot be applied again.
            long applied = Math.max(stored.getOrDefault(partition, 0L), beginnings.getOrDefault(partition, 0L));
            if (applied >= told) continue;
            LOG.warn("{} is told up to {} and applied up to {}: it goes on from there", partition, told, applied);
            consumer.seek(partition, applied);
        }
    }

    private Map<TopicPartition, Long> stored() {
        var offsets = new HashMap<TopicPartition, Long>();
        jdbc.sql("SELECT topic, partition, next_offset FROM core.applied_offset")
                .query(row -> {
                    offsets.put(
                            new TopicPartition(row.getString("topic"), row.getInt("partition")),
                            row.getLong("next_offset"));
                });
        return offsets;
    }
}
