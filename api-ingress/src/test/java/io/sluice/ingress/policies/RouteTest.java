package io.sluice.ingress.policies;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            route                     | method | pattern                      | of it
            POST /v1/accounts         | POST   | /v1/accounts                 | true
            POST /v1/accounts         | GET    | /v1/accounts                 | false
            POST /v1/accounts         | POST   | /v1/accounts/{account}/renew | false
            GET /v1/accounts/{id}     | GET    | /v1/accounts/{account}       | true
            * /v1/accounts/{x}/renew  | POST   | /v1/accounts/{account}/renew | true
            * /v1/accounts/**         | DELETE | /v1/accounts/{account}       | true
            * /v1/accounts/**         | GET    | /v1/accounts                 | true
            * /v1/accounts/**         | GET    | /v1/accounts-of-others       | false
            GET /**                   | GET    | /v1/keys                     | true
            """)
    void isOneRouteOrAllBelowAPath(String route, String method, String pattern, boolean ofIt) {
        assertThat(Route.parse(route).orElseThrow().isOf(method, pattern)).isEqualTo(ofIt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/v1/accounts", "POST", "POST v1/accounts", "post /v1/accounts", "POST /a b", "FOO /a"})
    void isNothingElse(String text) {
        assertThat(Route.parse(text)).isEmpty();
    }

    @Test
    void doesNotMindWhatAnIdIsCalled() {
        assertThat(Route.parse("GET /v1/keys/{key}")).isEqualTo(Route.parse("GET /v1/keys/{id}"));
    }
}
