package io.sluice.ingress.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.problem.RefusedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.ModelAndView;

class LocalOnlyTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        127.0.0.1       | true
        127.9.9.9       | true
        0:0:0:0:0:0:0:1 | true
        10.0.0.7        | false
        2001:db8::1     | false
        """)
    void letsOnlyTheSameMachineIn(String address, boolean allowed) throws Exception {
        var response = new MockHttpServletResponse();
        var filter = new LocalOnly((request, answer, handler, refused) -> {
            assertThat(refused).isInstanceOf(RefusedException.class);
            answer.setStatus(404);
            return new ModelAndView();
        });
        var request = new MockHttpServletRequest("GET", "/metrics");
        request.setRemoteAddr(address);
        var chain = new MockFilterChain();
        filter.doFilter(request, response, chain);
        assertThat(chain.getRequest() != null).isEqualTo(allowed);
        assertThat(response.getStatus()).isEqualTo(allowed ? 200 : 404);
    }
}
