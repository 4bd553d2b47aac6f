package io.sluice.ingress.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.feed.TopicFeed.From;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.Role;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of a feed whose Kafka is away; the whole stack has the rest. */
class TopicFeedTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final TopicFeed<Role> feed = new TopicFeed<>(
            Topics.ROLE_STATE,
            From.BEGINNING,
            Map.of(
                    ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1",
                    ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 1_000,
                    ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 500),
            () -> _ -> new Role(),
            Clock.systemUTC(),
            (partition, key, value) -> {});

    @AfterEach
    void close() {
        feed.close();
    }

    @Test
    void thatBeganEarlyRunsOnlyWhenTheContainerSaysSo() {
        feed.startEarly();
        assertThat(reading()).isPresent();
        assertThat(feed.isRunning()).isFalse();
        feed.start();
        assertThat(feed.isRunning()).isTrue();
        assertThat(feed.caughtUp()).isFalse();
    }

    @Test
    void thatBeganEarlyEndsWhenItIsClosedWithoutAStart() throws InterruptedException {
        feed.startEarly();
        var thread = reading().orElseThrow();
        feed.close();
        assertThat(thread.join(SOON)).isTrue();
    }

    @Test
    void doesNotBeginAfterItWasClosed() {
        feed.close();
        feed.startEarly();
        assertThat(reading()).isEmpty();
    }

    private static Optional<Thread> reading() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("feed-" + Topics.ROLE_STATE.name()))
                .findAny();
    }
}
