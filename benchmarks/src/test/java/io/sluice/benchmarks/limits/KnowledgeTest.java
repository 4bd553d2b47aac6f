package io.sluice.benchmarks.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KnowledgeTest {
    @Test
    void comesWithTheFirstAnswerThatCountsARequest() {
        var known =
                Knowledge.after(new long[] {100, 200, 300}, new long[] {150, 250, 350, 450}, new int[] {0, 1, 3, 3});
        assertThat(known).containsExactly(150, 150, 50);
    }

    @Test
    void isNoKnowledgeWhileARequestIsMissing() {
        assertThatThrownBy(() -> Knowledge.after(new long[] {100, 200}, new long[] {150, 250}, new int[] {0, 1}))
                .hasMessageContaining("1 are never known");
    }
}
