package io.sluice.operations.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.schemas.SchemaRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;

/** Of a service whose Kafka is away; the whole stack has the rest. */
class EarlyStartTest {
    private final AtomicInteger begun = new AtomicInteger();
    private final KafkaPreparation preparation = preparation();

    @Test
    void beginsNothingWithoutWhatIsPrepared() {
        new EarlyStart(preparation, List.of(begun::incrementAndGet)).customize(new TomcatServletWebServerFactory());
        assertThatThrownBy(preparation::start).isInstanceOf(KafkaException.class);
        assertThat(preparation.isRunning()).isFalse();
        assertThat(begun).hasValue(0);
    }

    @Test
    void preparesOnce() {
        assertThat(preparation.begin()).isSameAs(preparation.begin());
    }

    @Test
    void preparesAlsoWhereNothingBeganEarly() {
        assertThatThrownBy(preparation::start).isInstanceOf(KafkaException.class);
    }

    @Test
    void goesOnWaitingUntilItIsInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(preparation::start)
                .isInstanceOf(KafkaException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static KafkaPreparation preparation() {
        var kafka = new KafkaProperties();
        kafka.setBootstrapServers(List.of("127.0.0.1:1"));
        kafka.getProperties()
                .putAll(Map.of(
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "100",
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "200"));
        return new KafkaPreparation(kafka, new SchemaRegistry("http://127.0.0.1:1"), 1);
    }
}
