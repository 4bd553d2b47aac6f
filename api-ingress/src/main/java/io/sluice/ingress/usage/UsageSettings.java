package io.sluice.ingress.usage;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * How records of calls are published.
 *
 * @param bufferMemory for records on their way, 1 MB or more; what does not fit is dropped
 * @param linger how long a record may wait for others to travel with, 1 s at most
 * @param keepTrying how long Kafka may be away before the records that wait for it are dropped, 5 s to 4 min
 */
@ConfigurationProperties("sluice.usage")
record UsageSettings(DataSize bufferMemory, Duration linger, Duration keepTrying) {
    private static final DataSize BUFFER_MIN = DataSize.ofMegabytes(1);
    private static final Duration LINGER_MAX = Duration.ofSeconds(1);
    private static final Duration KEEP_TRYING_MIN = Duration.ofSeconds(5);
    /** With the longest call less than the five minutes for which a minute stays open to late records. */
    private static final Duration KEEP_TRYING_MAX = Duration.ofMinutes(4);

    UsageSettings {
        require(bufferMemory.compareTo(BUFFER_MIN) >= 0, "SLUICE_USAGE_BUFFER must be 1MB or more", bufferMemory);
        require(
                !linger.isNegative() && linger.compareTo(LINGER_MAX) <= 0,
                "SLUICE_USAGE_LINGER must be 0s to 1s",
                linger);
        require(
                keepTrying.compareTo(KEEP_TRYING_MIN) >= 0 && keepTrying.compareTo(KEEP_TRYING_MAX) <= 0,
                "SLUICE_USAGE_KEEP_TRYING must be 5s to 4m",
                keepTrying);
    }

    private static void require(boolean holds, String expectation, Object value) {
        if (!holds) throw new IllegalArgumentException(expectation + " but is " + value);
    }
}
