package io.sluice.ingress.feed;

import io.sluice.schemas.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads all of one topic into the memory of this node, on a thread of its own, for as long as the node lives. No
 * consumer group: every node reads everything. A broker that goes away is waited for.
 */
public final class TopicFeed<V extends SpecificRecord> implements SmartLifecycle, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Where the reading starts. */
    enum From {
        BEGINNING,
        /** Only what is written from now on. */
        END
    }

    private final Topic<?> topic;
    private final From from;
    private final Map<String, Object> settings;
    private final Supplier<Function<byte[], V>> readings;
    private final Clock clock;
    private final Learner<V> learner;
    private final Thread thread;
    /** The time of the newest record read, of each partition. */
    private final AtomicLongArray heard;

    private final List<Follower> followers = new CopyOnWriteArrayList<>();
    private volatile List<Long> offsets = List.of();
    /** What comes behind the newest record taken up, of each partition. */
    private final AtomicLongArray taken;

    private boolean begun;
    private boolean closed;
    /** Whether it is to be read, and whether the container has said so. */
    private volatile boolean wanted;

    private volatile boolean running;
    private volatile boolean caughtUp;
    private volatile long caughtUpAt;
    private volatile @Nullable Consumer<String, byte[]> consumer;

    TopicFeed(
            Topic<?> topic,
            From from,
            Map<String, Object> settings,
            Supplier<Function<byte[], V>> readings,
            Clock clock,
            Learner<V> learner) {
        this.topic = topic;
        this.from = from;
        this.settings = settings;
        this.readings = readings;
        this.clock = clock;
        this.learner = learner;
        this.heard = new AtomicLongArray(topic.partitions());
        this.taken = new AtomicLongArray(topic.partitions());
        this.thread = Thread.ofPlatform().name("feed-" + topic.name()).daemon().unstarted(this::follow);
    }

    /** Whether everything that stood in the topic when reading began has been read. */
    public boolean caughtUp() {
        return caughtUp && thread.isAlive();
    }

    /**
     * Up to when everything that was written is known to have been read, in epoch milliseconds; 0 before all that stood
     * in the topic has been. It goes on only while every partition has something to say.
     */
    public long heardUntil() {
        if (caughtUpAt == 0) return 0;
        long oldest = Long.MAX_VALUE;
        for (int partition = 0; partition < heard.length(); partition++) {
            oldest = Math.min(oldest, heard.get(partition));
        }
        return Math.max(oldest, caughtUpAt);
    }

    /** For each partition the offset that is read next; empty before the first poll, and where nobody follows. */
    public List<Long> offsets() {
        return offsets;
    }

    /** Has the follower told of all that is taken up from now on. */
    public void tell(Follower follower) {
        followers.add(follower);
    }

    String topic() {
        return topic.name();
    }

    /** Begins to read before the container starts what there is. */
    public synchronized void startEarly() {
        if (begun || closed) return;
        wanted = true;
        thread.start();
        begun = true;
    }

    @Override
    public void start() {
        startEarly();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        wanted = false;
        var current = consumer;
        if (current != null) current.wakeup();
    }

    /** Also for one that began early in a service that was never started. */
    @Override
    public synchronized void close() {
        closed = true;
        stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Feeds run before the web server opens and after it closes. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void follow() {
        while (wanted) {
            try (var opened = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
                consumer = opened;
                read(opened);
            } catch (WakeupException e) {
                // stop() asked for it; the loop's condition ends the thread.
            } catch (RuntimeException e) {
                // Whatever it is: a feed that ended would leave this node with yesterday's keys and nobody would know.
                LOG.warn("reading {} starts over: {}", topic.name(), e.toString());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void read(Consumer<String, byte[]> opened) {
        var partitions = opened.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .toList();
        // A broker that does not know the topic yet answers with none, and nothing read must not pass for all read.
        if (partitions.size() != topic.partitions()) {
            throw new KafkaException(topic.name() + " has " + partitions.size() + " partitions here");
        }
        opened.assign(partitions);
        if (from == From.BEGINNING) opened.seekToBeginning(partitions);
        else opened.seekToEnd(partitions);
        catchUp(opened, opened.endOffsets(partitions));
        var handler = handler();
        while (wanted) {
            if (!followers.isEmpty())
                tellFollowers(partitions.stream().map(opened::position).toList());
            if (!caughtUp) {
                caughtUpAt = clock.millis();
                caughtUp = true;
            }
            opened.poll(POLL).forEach(handler);
        }
    }

    /**
     * Reads what stood in the topic when reading began. What was fetched is taken up on other threads while the next is
     * fetched: of a million keys it is most of the work, and the whole start of the node waits for them.
     */
    private void catchUp(Consumer<String, byte[]> opened, Map<TopicPartition, Long> ends) {
        var takers = IntStream.range(0, learner.isForSeveralThreads() ? topic.partitions() : 1)
                .mapToObj(number -> new Taker("take-" + number + "-" + topic.name(), handler()))
                .toList();
        try {
            while (wanted && ends.entrySet().stream().anyMatch(e -> opened.position(e.getKey()) < e.getValue())) {
                var records = opened.poll(POLL);
                for (var partition : records.partitions()) {
                    takers.get(partition.partition() % takers.size()).take(records.records(partition));
                }
            }
            takers.forEach(Taker::await);
        } finally {
            takers.forEach(Taker::close);
        }
    }

    /** For one thread. */
    private java.util.function.Consumer<ConsumerRecord<String, byte[]>> handler() {
        var reading = readings.get();
        return record -> {
            if (wanted) handle(record, reading);
        };
    }

    private void tellFollowers(List<Long> positions) {
        offsets = positions;
        if (!caughtUp) return;
        var upTo = IntStream.range(0, taken.length()).mapToObj(taken::get).toList();
        followers.forEach(follower -> follower.read(upTo));
    }

    /** A registry that is away ends the reading, which then starts over: records are idempotent by version. */
    private void handle(ConsumerRecord<String, byte[]> record, Function<byte[], V> reading) {
        try {
            learner.learn(
                    record.partition(), record.key(), record.value() == null ? null : reading.apply(record.value()));
        } catch (RetriableException e) {
            throw e;
        } catch (RuntimeException e) {
            // One record that makes no sense must not keep this node from all that come after it.
            LOG.error("skipped {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), e.toString());
        }
        // Not later than now: a writer whose clock is ahead must not make this node trust what it will not hear.
        heard.set(record.partition(), Math.min(record.timestamp(), clock.millis()));
        taken.set(record.partition(), record.offset() + 1);
        if (caughtUp) followers.forEach(follower -> follower.handled(record.key()));
    }
}
