package io.sluice.ingress.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletResponse;

class LimitHeadersTest {
    @ParameterizedTest
    @CsvSource({"1000, limits;dur=1.0", "23460, limits;dur=23.4", "150000, limits;dur=150.0"})
    void tellForHowLongARequestWaited(long micros, String header) {
        var response = new MockHttpServletResponse();
        LimitHeaders.waited(Duration.ofNanos(micros * 1_000).toNanos(), response);
        assertThat(response.getHeader("Server-Timing")).isEqualTo(header);
    }
}
