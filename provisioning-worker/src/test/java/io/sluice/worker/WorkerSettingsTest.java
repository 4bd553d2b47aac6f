package io.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.schemas.Topics;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerSettingsTest {
    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final String ADMIN_KEY = "k".repeat(32);

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 12})
    void takeAThreadForEachPartitionAtTheMost(int threads) {
        assertThat(new WorkerSettings("one", threads, BEAT, "").accountThreads())
                .isEqualTo(threads);
    }

    // A thread beyond the partitions would hold a consumer that never gets a record.
    @Test
    void takeNoMoreThreadsThanTheTopicHasPartitions() {
        int partitions = Topics.ACCOUNT_COMMANDS.partitions();
        assertThat(new WorkerSettings("one", partitions, BEAT, "").accountThreads())
                .isEqualTo(partitions);
        assertThatIllegalArgumentException().isThrownBy(() -> new WorkerSettings("one", partitions + 1, BEAT, ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 13, Integer.MAX_VALUE})
    void refuseAnyOtherNumberOfThreadsAndNameIt(int threads) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorkerSettings("one", threads, BEAT, ""))
                .withMessage("SLUICE_WORKER_ACCOUNT_THREADS must be 1 to 12 but is " + threads);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.999S", "PT1M0.001S"})
    void refuseAHeartbeatThatIsTooFastOrTooSlow(Duration beat) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorkerSettings("one", 1, beat, ""))
                .withMessage("SLUICE_WORKER_HEARTBEAT must be 1s to 1m but is " + beat);
    }

    @Test
    void takeNoAdminKeyOrALongOne() {
        assertThat(new WorkerSettings("one", 1, BEAT, "").adminKey()).isEmpty();
        assertThat(new WorkerSettings("one", 1, BEAT, ADMIN_KEY).adminKey()).isEqualTo(ADMIN_KEY);
    }

    @Test
    void refuseAShortAdminKeyAndNeverRepeatIt() {
        var tooShort = ADMIN_KEY.substring(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorkerSettings("one", 1, BEAT, tooShort))
                .withMessage("SLUICE_ADMIN_KEY must have at least 32 characters but has 31");
    }

    @Test
    void printEverythingButTheAdminKey() {
        assertThat(new WorkerSettings("one", 3, BEAT, ADMIN_KEY))
                .hasToString("WorkerSettings[instance=one, accountThreads=3]");
    }
}
