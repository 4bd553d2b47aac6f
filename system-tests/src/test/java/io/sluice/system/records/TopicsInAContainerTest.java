package io.sluice.system.records;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.testcontainers.kafka.KafkaContainer;

/** The same against Kafka's own image, where a container engine runs: {@code ./mvnw verify -Pdocker}. */
@Tag("docker")
class TopicsInAContainerTest extends TopicsContract {
    private static final KafkaContainer BROKER = new KafkaContainer("apache/kafka:4.2.1");

    @BeforeAll
    static void start() {
        BROKER.start();
    }

    @AfterAll
    static void stop() {
        BROKER.stop();
    }

    @Override
    String bootstrapServers() {
        return BROKER.getBootstrapServers();
    }
}
