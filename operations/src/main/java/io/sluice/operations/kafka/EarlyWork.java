package io.sluice.operations.kafka;

/**
 * What a service does with Kafka while the rest of it is still set up, as soon as topics and schemas are there. Not in
 * every service, so whatever begins here must also begin when the container starts it.
 */
@FunctionalInterface
public interface EarlyWork {
    /** Returns at once. */
    void begin();
}
