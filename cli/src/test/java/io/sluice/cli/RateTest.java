package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class RateTest {
    @ParameterizedTest
    @CsvSource({
        "600/minute, 600, 60",
        "5/second, 5, 1",
        "9/hour, 9, 3600",
        "1000000000/day, 1000000000, 86400",
        "50/10s, 50, 10",
        "7/30m, 7, 1800"
    })
    void readsWordsAndSpans(String text, long requests, long seconds) {
        assertThat(Rate.of(text)).isEqualTo(new Rate(requests, seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "600", "600/", "/minute", "many/minute", "600/week", "600 / minute", "-1/minute"})
    void refusesOthersWithWhatToSay(String text) {
        assertThatThrownBy(() -> Rate.of(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("say ");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            `{"max_requests":600,"window_size":60}`, 600/minute
            `{"max_requests":50,"window_size":10}`,  50/10s
            `{"limit":600,"window":"minute"}`,       600/minute
            `{"limit":50,"window":10}`,              50/10s
            """)
    void isShownAsItIsTyped(String limit, String shown) {
        assertThat(Rate.shown(Json.MAPPER.readTree(limit))).isEqualTo(shown);
    }
}
