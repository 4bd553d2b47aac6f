package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "2027-12-31, 2027-12-31T00:00:00Z",
        "2027-12-31T18:00:00Z, 2027-12-31T18:00:00Z",
        "2027-12-31T18:00:00+02:00, 2027-12-31T16:00:00Z"
    })
    void readsInstantsAndDays(String text, Instant instant) {
        assertThat(Times.instant(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @CsvSource({"90s, PT90S", "30m, PT30M", "12h, PT12H", "7d, P7D", "0s, PT0S"})
    void readsSpans(String text, Duration span) {
        assertThat(Times.duration(text)).isEqualTo(span);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "7", "-1d", "1w", "12345678901d"})
    void refusesOthersWithWhatToSay(String text) {
        assertThatThrownBy(() -> Times.duration(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("say 90s");
        assertThatThrownBy(() -> Times.instant(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("say 2027-12-31");
    }
}
