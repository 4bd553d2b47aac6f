package io.sluice.ingress.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.addresses.Proxies;
import io.sluice.ingress.problem.RefusedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.ModelAndView;

class LocalOnlyTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        127.0.0.1       |             | true
        127.9.9.9       |             | true
        0:0:0:0:0:0:0:1 |             | true
        10.0.0.7        |             | false
        2001:db8::1     |             | false
        127.0.0.1       | 127.0.0.1   | true
        127.0.0.1       | 203.0.113.9 | false
        127.0.0.1       | unknown     | false
        10.0.0.7        | 127.0.0.1   | false
        """)
    void letsOnlyTheSameMachineInAndNotWhomItsProxyBrings(String address, @Nullable String forwarded, boolean allowed)
            throws Exception {
        var response = new MockHttpServletResponse();
        var filter = new LocalOnly(Proxies.trusting("127.0.0.1"), (request, answer, handler, refused) -> {
            assertThat(refused).isInstanceOf(RefusedException.class);
            answer.setStatus(404);
            return new ModelAndView();
        });
        var request = new MockHttpServletRequest("GET", "/metrics");
        request.setRemoteAddr(address);
        if (forwarded != null) request.addHeader("X-Forwarded-For", forwarded);
        var chain = new MockFilterChain();
        filter.doFilter(request, response, chain);
        assertThat(chain.getRequest() != null).isEqualTo(allowed);
        assertThat(response.getStatus()).isEqualTo(allowed ? 200 : 404);
    }
}
