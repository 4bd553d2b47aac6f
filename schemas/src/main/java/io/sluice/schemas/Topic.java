package io.sluice.schemas;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic as the whole system knows it: no call site can guess its name, type or settings wrong.
 *
 * @param retention how long a record stays; without meaning for a compacted topic
 * @param others what the broker is told besides, by its names
 */
public record Topic<V extends SpecificRecord>(
        String name, Class<V> type, int partitions, Cleanup cleanup, Duration retention, Map<String, String> others) {

    /** What the broker does with old records. */
    public enum Cleanup {
        DELETE,
        /** Only the newest record of a key stays; for state that is read from its beginning. */
        COMPACT
    }

    public Topic {
        others = Map.copyOf(others);
    }

    /** The same topic with one setting more. */
    Topic<V> with(String setting, String value) {
        var all = new HashMap<>(others);
        all.put(setting, value);
        return new Topic<>(name, type, partitions, cleanup, retention, all);
    }

    public Schema schema() {
        return SpecificData.get().getSchema(type);
    }

    /** The name under which the registry holds the schemas of this topic's values. */
    public String subject() {
        return name + "-value";
    }

    /** Where records of this topic go whose bytes no schema can read. */
    public String deadLetters() {
        return deadLetters(name);
    }

    /** The same, for who has only the topic's name. */
    public static String deadLetters(String topic) {
        return topic + ".dlq";
    }

    /** The settings that start-up creates and compares. */
    Map<String, String> config() {
        var config = new HashMap<>(others);
        switch (cleanup) {
            case DELETE -> {
                config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
                config.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
            }
            case COMPACT -> config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        }
        return config;
    }
}
