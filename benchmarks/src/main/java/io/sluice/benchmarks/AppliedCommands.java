package io.sluice.benchmarks;

import io.sluice.schemas.AccountId;
import io.sluice.schemas.RecordHeaders;
import io.sluice.schemas.RecordSerializer;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AccountCommand;
import io.sluice.system.stack.Cluster;
import io.sluice.system.stack.Commands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Leaves commands for the worker while it stands still, and sees by their results how fast it then applies them: to
 * publish takes the same cores, and is no part of applying.
 */
final class AppliedCommands implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final KafkaProducer<String, SpecificRecord> producer;
    private final KafkaConsumer<String, byte[]> results;
    private final Cluster cluster;
    private final List<String> made = new ArrayList<>();

    AppliedCommands(Cluster cluster) {
        this.cluster = cluster;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers(),
                        ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * 1024 * 1024,
                        ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024),
                new StringSerializer(),
                new RecordSerializer(cluster.registry()));
        this.results = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        cluster.bootstrapServers(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        results.assign(results.partitionsFor(Topics.COMMAND_RESULTS.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList());
        results.seekToEnd(List.of());
        // Seeking is lazy; to ask where it led is what makes it happen.
        results.assignment().forEach(results::position);
    }

    /** Makes so many accounts, and returns how many per second. */
    double create(int count) {
        return perSecond(count, at -> {
            var id = Commands.newId();
            var account = new AccountId(id.value()).text();
            made.add(account);
            return Commands.provision(id, account);
        });
    }

    /** Renews so many accounts that {@link #create} made, in no order, and returns how many per second. */
    double renew(int count) {
        Collections.shuffle(made);
        return perSecond(count, at -> Commands.renew(Commands.newId(), made.get(at), 30));
    }

    private double perSecond(int count, IntFunction<AccountCommand> command) {
        var worker = cluster.process(Cluster.WORKER);
        worker.pause();
        for (int at = 0; at < count; at++) publish(command.apply(at));
        producer.flush();
        long start = System.nanoTime();
        worker.resume();
        for (int seen = 0; seen < count; seen += results.poll(POLL).count()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException("of " + count + " commands " + seen + " were applied in " + PATIENCE);
            }
        }
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private void publish(AccountCommand command) {
        var header = command.getHeader();
        var topic = Topics.ACCOUNT_COMMANDS.name();
        var record = new ProducerRecord<String, SpecificRecord>(topic, header.getResourceId(), command);
        RecordHeaders.describe(
                topic,
                record.headers(),
                header.getId(),
                header.getTenantId(),
                header.getEnvironment(),
                header.getType());
        var _ = producer.send(record);
    }

    @Override
    public void close() {
        producer.close();
        results.close();
    }
}
