package io.sluice.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes broker and registry agree with {@link Topics} at every start: what is missing is created, what differs is
 * refused, because a topic with other partitions or another clean-up breaks promises in silence.
 */
public final class TopicProvisioner {
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration REGISTRY_PATIENCE = Duration.ofMinutes(1);
    private static final Duration REGISTRY_PAUSE = Duration.ofSeconds(1);

    /** A dead letter is the record it was, of the broker's usual limit of 1 MiB, and more headers. */
    private static final String DEAD_LETTER_BYTES_MAX = "2097152";

    private static final Logger LOG = LoggerFactory.getLogger(TopicProvisioner.class);

    private record Wanted(String name, int partitions, Map<String, String> config) {}

    private final Admin admin;
    private final SchemaRegistry registry;
    private final short replication;

    /** @param replication copies of each partition; with 3 or more, writes need 2 of them in sync */
    public TopicProvisioner(Admin admin, SchemaRegistry registry, int replication) {
        this.admin = admin;
        this.registry = registry;
        this.replication = (short) replication;
    }

    /**
     * Returns when all topics stand as the catalogue says and all their schemas are registered.
     *
     * @throws IllegalStateException naming every difference and what to do about it
     */
    public void provision(List<Topic<?>> topics) {
        var wanted = topics.stream().flatMap(this::wanted).toList();
        createMissing(wanted);
        refuseDifferent(wanted);
        topics.forEach(this::register);
    }

    /** A registry that starts beside this service, or has just lost its database, is waited for. */
    private void register(Topic<?> topic) {
        long deadline = System.nanoTime() + REGISTRY_PATIENCE.toNanos();
        while (true) {
            try {
                registry.register(topic);
                return;
            } catch (RegistryUnavailableException e) {
                // Whoever is stopped does not wait: a pause of an interrupted thread ends at once, again and again.
                if (Thread.currentThread().isInterrupted() || System.nanoTime() > deadline) throw e;
                LOG.warn("waiting for the schema registry: {}", e.getMessage());
                LockSupport.parkNanos(REGISTRY_PAUSE.toNanos());
            }
        }
    }

    private Stream<Wanted> wanted(Topic<?> topic) {
        var itself = new Wanted(topic.name(), topic.partitions(), withReplicas(topic.config()));
        if (!Topics.WITH_DEAD_LETTERS.contains(topic)) return Stream.of(itself);
        var retention = Long.toString(Topics.DEAD_LETTER_RETENTION.toMillis());
        return Stream.of(
                itself,
                new Wanted(
                        topic.deadLetters(),
                        1,
                        withReplicas(Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                TopicConfig.CLEANUP_POLICY_DELETE,
                                TopicConfig.RETENTION_MS_CONFIG,
                                retention,
                                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                DEAD_LETTER_BYTES_MAX))));
    }

    private Map<String, String> withReplicas(Map<String, String> config) {
        int inSync = replication >= 3 ? 2 : 1;
        return Stream.concat(
                        config.entrySet().stream(),
                        Stream.of(Map.entry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(inSync))))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void createMissing(List<Wanted> wanted) {
        long deadline = System.nanoTime() + VISIBLE_WITHIN.toNanos();
        while (true) {
            var existing = await(() -> admin.listTopics().names().get());
            var missing = wanted.stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .map(topic -> new NewTopic(topic.name(), topic.partitions(), replication).configs(topic.config()))
                    .toList();
            if (missing.isEmpty() || created(missing, deadline)) return;
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** False when another service, started beside this one, made one of them between our look and our creation. */
    private boolean created(List<NewTopic> missing, long deadlineNanos) {
        try {
            admin.createTopics(missing).all().get();
            LOG.info("created topics {}", missing.stream().map(NewTopic::name).toList());
            return true;
        } catch (ExecutionException e) {
            boolean madeByAnother = e.getCause() instanceof TopicExistsException;
            if (!madeByAnother || System.nanoTime() > deadlineNanos) throw new KafkaException(e.getCause());
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void refuseDifferent(List<Wanted> wanted) {
        var names = wanted.stream().map(Wanted::name).toList();
        var found = describe(names, System.nanoTime() + VISIBLE_WITHIN.toNanos());
        Map<ConfigResource, Config> configs =
                await(() -> admin.describeConfigs(resources(names)).all().get());
        var differences = wanted.stream()
                .flatMap(topic -> differences(
                        topic,
                        requireNonNull(found.get(topic.name())),
                        requireNonNull(configs.get(resource(topic.name())))))
                .toList();
        if (differences.isEmpty()) return;
        throw new IllegalStateException("The broker's topics differ from the catalogue: "
                + String.join("; ", differences)
                + ". Change the topic with kafka-topics or kafka-configs, or start the version that made it.");
    }

    private static Stream<String> differences(Wanted topic, TopicDescription found, Config config) {
        var differences = new ArrayList<String>();
        int partitions = found.partitions().size();
        if (partitions != topic.partitions()) {
            differences.add(topic.name() + " has " + partitions + " partitions, expected " + topic.partitions());
        }
        topic.config().forEach((name, value) -> {
            var entry = config.get(name);
            if (entry != null && value.equals(entry.value())) return;
            var actual = entry == null ? "nothing" : entry.value();
            differences.add(topic.name() + " has " + name + "=" + actual + ", expected " + value);
        });
        return differences.stream();
    }

    /** A topic just created may be unknown to the broker that is asked for a moment. */
    private Map<String, TopicDescription> describe(List<String> names, long deadlineNanos) {
        while (true) {
            try {
                return admin.describeTopics(names).allTopicNames().get();
            } catch (ExecutionException e) {
                boolean tooNew = e.getCause() instanceof UnknownTopicOrPartitionException;
                if (!tooNew || System.nanoTime() > deadlineNanos) throw new KafkaException(e.getCause());
                LockSupport.parkNanos(PAUSE.toNanos());
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    private static Collection<ConfigResource> resources(List<String> names) {
        return names.stream().map(TopicProvisioner::resource).toList();
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private interface Call<T> {
        T get() throws ExecutionException, InterruptedException;
    }

    private static <T> T await(Call<T> call) {
        try {
            return call.get();
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static KafkaException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new KafkaException("interrupted while looking at the topics", cause);
    }
}
