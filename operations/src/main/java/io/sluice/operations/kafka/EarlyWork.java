package io.sluice.operations.kafka;

/** What a service does with Kafka while the rest of it is still set up, as soon as topics and schemas are there. */
@FunctionalInterface
public interface EarlyWork {
    /** Returns at once. */
    void begin();
}
