package io.sluice.ingress.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.ingress.problem.RefusedException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

class NotBeforeTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @Schedulable
    private static final class Changes {}

    private static final class OtherChanges {}

    @Test
    void isNoneWhereNothingIsAsked() throws NoSuchMethodException {
        assertThat(NotBefore.of(request(new Changes(), null), NOW)).isEmpty();
        assertThat(NotBefore.of(request(new OtherChanges(), null), NOW)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            case                          | asked                         | read
            a time ahead                  | 2026-11-21T12:00:00Z          | 2026-11-21T12:00:00Z
            of another zone               | 2026-11-21T13:00:00.5+01:00   | 2026-11-21T12:00:00.500Z
            cut to milliseconds           | 2026-11-21T12:00:00.123456Z   | 2026-11-21T12:00:00.123Z
            the last one                  | 2026-12-20T12:00:00Z          | 2026-12-20T12:00:00Z
            one that has passed meanwhile | 2026-11-20T11:00:00Z          | 2026-11-20T11:00:00Z
            """)
    void isReadWhereChangesCanBePutOff(String name, String asked, Instant read) throws NoSuchMethodException {
        assertThat(NotBefore.of(request(new Changes(), "not_before", asked), NOW))
                .contains(read);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
            not_before | 2026-12-20T12:00:00.001Z | not_before is 2026-12-20T12:00:00.001Z but must be at most 30 days ahead.
            not_before | tomorrow | not_before must be a time like 2027-01-31T12:00:00Z, of the years 1970 to 9999; \
            percent-encode a + as %2B.
            not-before | 2026-11-21T12:00:00Z | not-before is not a parameter of this change; it has not_before only.
            """)
    void isRefusedWhenItCannotBeMeant(String parameter, String value, String detail) throws NoSuchMethodException {
        var request = request(new Changes(), parameter, value);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> NotBefore.of(request, NOW))
                .withMessage(detail);
    }

    @Test
    void isRefusedWhereChangesCannotBePutOff() throws NoSuchMethodException {
        var request = request(new OtherChanges(), "not_before", "2026-11-21T12:00:00Z");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> NotBefore.of(request, NOW))
                .withMessage("not_before is not a parameter of this change; it has none.");
    }

    private static MockHttpServletRequest request(Object endpoint, String parameter, String value)
            throws NoSuchMethodException {
        var request = request(endpoint, parameter + "=" + value);
        request.setParameter(parameter, value);
        return request;
    }

    private static MockHttpServletRequest request(Object endpoint, @Nullable String query)
            throws NoSuchMethodException {
        var request = new MockHttpServletRequest();
        request.setQueryString(query);
        request.setAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE, new HandlerMethod(endpoint, "toString"));
        return request;
    }
}
