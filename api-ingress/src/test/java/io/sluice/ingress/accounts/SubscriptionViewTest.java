package io.sluice.ingress.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionViewTest {

    // All four are always there, because apps read the ones that are missing in different ways.
    @ParameterizedTest(name = "{0} of {2}, until {3}")
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            1 | 2 | 1000 | 2026-12-20T00:00:00.999Z | upload=1; download=2; total=1000; expire=1797724800
            0 | 0 | -    | -                        | upload=0; download=0; total=0; expire=0
            0 | 0 | 0    | -                        | upload=0; download=0; total=1; expire=0
            """)
    void tellsAppsWhatIsUsedAndLeft(
            long upload, long download, @Nullable Long total, @Nullable Instant expires, String expected) {
        assertThat(SubscriptionView.userInfo(upload, download, total, expires)).isEqualTo(expected);
    }
}
