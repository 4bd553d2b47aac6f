package io.sluice.worker.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotationTest {
    private static final Instant SINCE = Instant.parse("2026-11-20T12:00:00Z");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            case                                   | presented | newest | afterMs | rotation
            the first one                          | 1         | 1      | 1       | NEXT
            the newest one, after a month          | 7         | 7      | 2500000000 | NEXT
            the one before, at once                | 6         | 7      | 0       | AGAIN
            the one before, just in time           | 6         | 7      | 59999   | AGAIN
            the one before, too late               | 6         | 7      | 60000   | REUSED
            one before that, whose next was used   | 5         | 7      | 0       | REUSED
            one that there is not yet              | 8         | 7      | 0       | REUSED
            """)
    void isDecidedByHowNewATokenIs(String name, int presented, int newest, long afterMs, Rotation rotation) {
        assertThat(Rotation.of(presented, newest, SINCE, SINCE.plusMillis(afterMs)))
                .isEqualTo(rotation);
    }
}
