package io.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicsTest {
    @Test
    void whatHappenedAndWhatWasUsedIsPublicAndNothingElse() {
        assertThat(Topics.ALL)
                .filteredOn(topic ->
                        topic.name().startsWith("events.") || topic.name().startsWith("usage."))
                .isEqualTo(Topics.PUBLIC);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("publicTopics")
    void everyPublicTopicSaysWhatItTellsOfAndHowItIsKeyed(Topic<?> topic) {
        assertThat(EventType.of(topic)).isNotEmpty();
        assertThat(topic.schema().getDoc()).startsWith("Value of `" + topic.name() + "`, keyed by ");
    }

    // A node that could say when it reported could free tokens that are still in a window.
    @Test
    void theBrokerSaysWhenALimitWasReported() {
        assertThat(Topics.LIMIT_REPORTS.config()).containsEntry("message.timestamp.type", "LogAppendTime");
    }

    @Test
    void aLimitIsToldInThePartitionInWhichItIsReported() {
        assertThat(Topics.LIMIT_STATE.partitions()).isEqualTo(Topics.LIMIT_REPORTS.partitions());
    }

    static List<Topic<?>> publicTopics() {
        return Topics.PUBLIC;
    }
}
