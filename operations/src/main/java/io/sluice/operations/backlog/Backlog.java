package io.sluice.operations.backlog;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a consumer group is behind the ends of its topics, as the broker knows it. A consumer's own figures stand
 * still when it does, and end when it ends.
 */
final class Backlog {
    /** How long the broker may take to answer each question. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int POLLS_MAX = 5;

    /**
     * Where the group stands in one partition.
     *
     * @param next the offset of the first record that it has not finished
     * @param records how many it has not finished
     * @param oldest when the first of them was written; empty when there is none
     * @param taken whether a member of the group reads the partition
     */
    record Position(long next, long records, Optional<Instant> oldest, boolean taken) {}

    private final String group;
    private final List<String> topics;
    private final Admin admin;
    private final Consumer<byte[], byte[]> probe;

    /** @param probe a consumer without a group, which this class alone uses */
    Backlog(String group, List<String> topics, Admin admin, Consumer<byte[], byte[]> probe) {
        this.group = group;
        this.topics = topics;
        this.admin = admin;
        this.probe = probe;
    }

    /**
     * Asks the broker.
     *
     * @throws ExecutionException when it refuses to answer
     * @throws TimeoutException when it does not answer
     */
    Map<TopicPartition, Position> measure() throws InterruptedException, ExecutionException, TimeoutException {
        var partitions = partitions();
        var begins = offsets(partitions, OffsetSpec.earliest());
        var ends = offsets(partitions, OffsetSpec.latest());
        var finished = finished();
        var taken = taken();

        var next = new HashMap<TopicPartition, Long>();
        // A group that never finished a record begins with the oldest, and cannot finish what retention has deleted.
        begins.forEach(
                (partition, begin) -> next.put(partition, Math.max(begin, finished.getOrDefault(partition, 0L))));
        var behind = new HashMap<>(next);
        behind.entrySet().removeIf(entry -> entry.getValue() >= ends.getOrDefault(entry.getKey(), 0L));
        var found = find(behind, ends);

        var positions = new HashMap<TopicPartition, Position>();
        next.forEach((partition, offset) -> {
            long records =
                    found.none().contains(partition) ? 0 : Math.max(0, ends.getOrDefault(partition, offset) - offset);
            var since = Optional.ofNullable(found.oldest().get(partition));
            positions.put(partition, new Position(offset, records, since, taken.contains(partition)));
        });
        return positions;
    }

    private Set<TopicPartition> partitions() throws InterruptedException, ExecutionException, TimeoutException {
        return answer(admin.describeTopics(topics).allTopicNames()).values().stream()
                .map(Backlog::partitions)
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }

    private static Set<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                .collect(Collectors.toSet());
    }

    private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec which)
            throws InterruptedException, ExecutionException, TimeoutException {
        var specs = partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> which));
        return answer(admin.listOffsets(specs).all()).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> offset(entry.getValue())));
    }

    private static long offset(ListOffsetsResultInfo info) {
        return info.offset();
    }

    private Map<TopicPartition, Long> finished() throws InterruptedException, ExecutionException, TimeoutException {
        var finished = new HashMap<TopicPartition, Long>();
        answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (offset != null) finished.put(partition, offset.offset());
                });
        return finished;
    }

    private Set<TopicPartition> taken() throws InterruptedException, ExecutionException, TimeoutException {
        var taken = new HashSet<TopicPartition>();
        for (var described :
                admin.describeConsumerGroups(List.of(group)).describedGroups().values()) {
            answer(described)
                    .members()
                    .forEach(member -> taken.addAll(member.assignment().topicPartitions()));
        }
        return taken;
    }

    /**
     * What stands between the group and the ends, as far as the broker hands it out in time.
     *
     * @param oldest when the first record of a partition was written
     * @param none partitions in which no record stands there: a transaction ends in a mark that takes an offset, and
     *     what was written in one that failed is nothing to anybody
     */
    private record Found(Map<TopicPartition, Instant> oldest, Set<TopicPartition> none) {}

    private Found find(Map<TopicPartition, Long> offsets, Map<TopicPartition, Long> ends) {
        var found = new Found(new HashMap<>(), new HashSet<>());
        var open = new HashSet<>(offsets.keySet());
        probe.assign(open);
        offsets.forEach(probe::seek);
        for (int polls = 0; polls < POLLS_MAX && !open.isEmpty(); polls++) {
            for (var record : probe.poll(POLL)) {
                var partition = new TopicPartition(record.topic(), record.partition());
                found.oldest().putIfAbsent(partition, Instant.ofEpochMilli(record.timestamp()));
            }
            open.removeAll(found.oldest().keySet());
            probe.pause(found.oldest().keySet());
            open.stream()
                    .filter(partition -> probe.position(partition, PATIENCE) >= ends.getOrDefault(partition, 0L))
                    .forEach(found.none()::add);
            open.removeAll(found.none());
        }
        return found;
    }

    private static <T> T answer(KafkaFuture<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
