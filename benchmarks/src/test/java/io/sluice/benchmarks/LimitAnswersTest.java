package io.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.ingress.limits.NodeLimits.Verdict;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LimitAnswersTest {
    private final LimitAnswers answers = new LimitAnswers();

    @Test
    void readsAnAdmission() {
        assertThat(LimitAnswers.verdict(answers.of(200, bytes("{\"scopes\":[]}"))))
                .isEqualTo(Verdict.ADMITTED);
    }

    @ParameterizedTest
    @EnumSource(names = "ADMITTED", mode = EnumSource.Mode.EXCLUDE)
    void readsWhyALimitRefused(Verdict verdict) {
        var body = "{\"status\":429,\"reason\":\"" + verdict.name().toLowerCase(Locale.ROOT) + "\"}";
        assertThat(LimitAnswers.verdict(answers.of(429, bytes(body)))).isEqualTo(verdict);
    }

    @Test
    void readsForHowLongARequestWaited() {
        int outcome = answers.of(200, bytes("Server-Timing: limits;dur=23.4\r\n\r\n{}"));
        assertThat(LimitAnswers.waited(outcome)).isEqualTo(23_400_000);
        assertThat(LimitAnswers.verdict(outcome)).isEqualTo(Verdict.ADMITTED);
        assertThat(LimitAnswers.waited(answers.of(200, bytes("{}")))).isZero();
    }

    /** Whatever else goes wrong would count as a refusal, and say nothing of limits. */
    @Test
    void takesNothingElseForARefusal() {
        assertThatThrownBy(() -> answers.of(503, bytes("{\"reason\":\"used_up\"}")))
                .hasMessageContaining("neither");
        assertThatThrownBy(() -> answers.of(429, bytes("{\"detail\":\"too many\"}")))
                .hasMessageContaining("neither");
    }

    private static ByteBuffer bytes(String body) {
        return ByteBuffer.wrap(("HTTP/1.1 …\r\n\r\n" + body).getBytes(US_ASCII));
    }
}
