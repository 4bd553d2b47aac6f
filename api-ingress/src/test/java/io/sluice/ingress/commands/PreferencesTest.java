package io.sluice.ingress.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.ingress.problem.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class PreferencesTest {
    private static final Duration DEFAULT = Duration.ofSeconds(5);

    /** Of several header lines the {@code /} stands between. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            case                              | prefer                                 | waitSeconds
            no header                         |                                        |  0
            a wait                            | wait=7                                 |  7
            not at all                        | wait=0                                 |  0
            the longest that is given         | wait=30                                | 30
            a longer one is cut               | wait=31                                | 30
            a much longer one is cut          | wait=999999999                         | 30
            one that no integer holds is cut  | wait=99999999999999999999              | 30
            in quotes                         | wait="7"                               |  7
            with spaces                       | 'wait = 7'                             |  7
            in capitals                       | Wait=7                                 |  7
            after another preference          | 'respond-async, wait=7'                |  7
            before another preference         | 'wait=7, respond-async'                |  7
            without a space between           | respond-async,wait=7                   |  7
            with a parameter behind it        | wait=7; soft=yes                       |  7
            on a second line                  | respond-async/wait=7                   |  7
            the first of two counts           | 'wait=7, wait=9'                       |  7
            an unknown preference             | handling=lenient                       |  0
            beside an unknown preference      | 'handling=lenient, wait=7, return=minimal' | 7
            an unknown one that ends alike    | await=7                                |  0
            an unknown one that begins alike  | wait-for=7                             |  0
            no number                         | wait=long                              |  0
            no value                          | wait                                   |  0
            a negative number                 | wait=-7                                |  0
            a fraction                        | wait=7.5                               |  0
            an empty header                   | ''                                     |  0
            """)
    void waitAsRfc7240SaysAndIgnoreWhatTheyDoNotKnow(String name, @Nullable String prefer, long waitSeconds) {
        assertThat(read(prefer(prefer)).waitFor()).isEqualTo(Duration.ofSeconds(waitSeconds));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            case                           | prefer                   | waitSeconds
            the caller says nothing        |                          | 5
            nothing that is known          | handling=lenient         | 5
            it asks for a wait             | wait=7                   | 7
            it asks for none               | wait=0                   | 0
            it asks for none, among others | 'handling=lenient, wait=0' | 0
            it asks for an answer at once  | respond-async            | 0
            in capitals                    | Respond-Async            | 0
            at once, among others          | 'handling=lenient, respond-async' | 0
            on a second line               | handling=lenient/respond-async | 0
            an unknown one ending alike    | never-respond-async      | 5
            """)
    void waitByDefaultOnlyWhereTheCallerIsSilent(String name, @Nullable String prefer, long waitSeconds) {
        var request = prefer(prefer);
        assertThat(read(request).orWaitFor(DEFAULT, request).waitFor()).isEqualTo(Duration.ofSeconds(waitSeconds));
    }

    @Test
    void keepTheIdempotencyKeyWhenTheyWaitByDefault() {
        var request = idempotencyKey("order-7");
        assertThat(read(request).orWaitFor(DEFAULT, request).idempotencyKey()).contains("order-7");
    }

    @Test
    void haveNoIdempotencyKeyWhereNoneWasSent() {
        assertThat(read(new MockHttpServletRequest()).idempotencyKey()).isEmpty();
    }

    @ParameterizedTest(name = "{0} characters")
    @ValueSource(ints = {1, 36, 255})
    void takeAnIdempotencyKeyOfOneTo255Characters(int length) {
        var key = "k".repeat(length);
        assertThat(read(idempotencyKey(key)).idempotencyKey()).contains(key);
    }

    static List<String> unusable() {
        return List.of("", " ", "\t", "k".repeat(256));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void refuseAnIdempotencyKeyThatIsBlankOrTooLong(String key) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> read(idempotencyKey(key)))
                .withMessageStartingWith("Idempotency-Key has " + key.length() + " characters but must have 1 to 255");
    }

    private static Preferences read(MockHttpServletRequest request) {
        return Preferences.of(request, Instant.EPOCH);
    }

    private static MockHttpServletRequest prefer(@Nullable String lines) {
        var request = new MockHttpServletRequest();
        if (lines != null) for (var line : lines.split("/", -1)) request.addHeader("Prefer", line);
        return request;
    }

    private static MockHttpServletRequest idempotencyKey(String key) {
        var request = new MockHttpServletRequest();
        request.addHeader("Idempotency-Key", key);
        return request;
    }
}
