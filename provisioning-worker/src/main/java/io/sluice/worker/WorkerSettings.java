package io.sluice.worker;

import io.sluice.schemas.Topics;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How this worker is run.
 *
 * @param instance names this worker among its like
 * @param accountThreads that apply account commands, 1 to the partitions of their topic
 * @param heartbeat how often it writes to {@code state.keys} though nothing changes, 1 s to 1 min
 * @param adminKey secret of the first admin key; empty leaves the key as it is
 */
@ConfigurationProperties("sluice.worker")
public record WorkerSettings(String instance, int accountThreads, Duration heartbeat, String adminKey) {
    private static final Duration HEARTBEAT_MIN = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT_MAX = Duration.ofMinutes(1);
    private static final int ADMIN_KEY_LENGTH_MIN = 32;

    public WorkerSettings {
        if (accountThreads < 1 || accountThreads > Topics.ACCOUNT_COMMANDS.partitions()) {
            throw new IllegalArgumentException("SLUICE_WORKER_ACCOUNT_THREADS must be 1 to "
                    + Topics.ACCOUNT_COMMANDS.partitions() + " but is " + accountThreads);
        }
        if (heartbeat.compareTo(HEARTBEAT_MIN) < 0 || heartbeat.compareTo(HEARTBEAT_MAX) > 0) {
            throw new IllegalArgumentException("SLUICE_WORKER_HEARTBEAT must be 1s to 1m but is " + heartbeat);
        }
        if (!adminKey.chars().allMatch(letter -> letter > ' ' && letter < 127)) {
            throw new IllegalArgumentException(
                    "SLUICE_ADMIN_KEY must be of printable ASCII without blanks, as it is sent in a header");
        }
        if (!adminKey.isEmpty() && adminKey.length() < ADMIN_KEY_LENGTH_MIN) {
            throw new IllegalArgumentException(
                    "SLUICE_ADMIN_KEY must have at least 32 characters but has " + adminKey.length());
        }
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "WorkerSettings[instance=" + instance + ", accountThreads=" + accountThreads + "]";
    }
}
