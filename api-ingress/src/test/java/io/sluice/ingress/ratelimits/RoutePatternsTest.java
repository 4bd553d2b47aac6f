package io.sluice.ingress.ratelimits;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.ratelimits.RoutePatterns.Read;
import io.sluice.ingress.ratelimits.RoutePatterns.Wrong;
import io.sluice.ingress.routes.GuardedRoutes.Route;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutePatternsTest {
    static final RoutePatterns ROUTES = new RoutePatterns(() -> Stream.of(
                    "POST /v1/accounts",
                    "GET /v1/accounts",
                    "GET /v1/accounts/{account}",
                    "DELETE /v1/accounts/{account}",
                    "GET /v1/accounts/by-username/{username}",
                    "POST /v1/accounts/{account}/renew",
                    "GET /v1/scopes")
            .map(RoutePatternsTest::route)
            .toList());

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            route                             | read
            POST /v1/accounts                 | POST /v1/accounts
            * /v1/accounts                    | * /v1/accounts
            GET /v1/accounts/{account}        | GET /v1/accounts/{account}
            GET /v1/accounts/{id}             | GET /v1/accounts/{account}
            GET /v1/accounts/{}               | GET /v1/accounts/{account}
            POST /v1/accounts/{id}/renew      | POST /v1/accounts/{account}/renew
            * /v1/accounts/**                 | * /v1/accounts/**
            POST /v1/accounts/**              | POST /v1/accounts/**
            * /v1/accounts/{id}/**            | * /v1/accounts/{account}/**
            * /v1/accounts/{id}/renew/**      | * /v1/accounts/{account}/renew/**
            * /v1/accounts/by-username/**     | * /v1/accounts/by-username/**
            POST /**                          | POST /**
            """)
    void areCalledAsTheDocumentCallsThem(String route, String read) {
        assertThat(ROUTES.read(route)).isEqualTo(new Read(read));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            route                     | refusal
            /v1/accounts              | must be a method or *, a blank, and a path
            post /v1/accounts         | must be a method or *, a blank, and a path
            POST /v1/acounts          | names no path that asks for a key or a token; it must be a method or *, a blank
            POST /v1/accounts/        | names no path that asks for a key or a token; for this one say /v1/accounts/{account}
            GET /v1/accounts/*        | names no path that asks for a key or a token; for this one say /v1/accounts/{account}
            GET /v1/accounts/acc_1    | names no path that asks for a key or a token; for this one say /v1/accounts/{account}
            GET /v1/**/renew          | names no path that asks for a key or a token; it must be
            GET /v1/acc**             | names no path that asks for a key or a token; it must be
            PATCH /v1/accounts        | names a method that there is not at this path; it has GET, POST, and * is all of them
            DELETE /v1/scopes/**      | names a method that there is not at this path; it has GET, and * is all of them
            FETCH /**                 | names a method that there is not at this path; it has DELETE, GET, POST
            """)
    void areRefusedWhereNothingWouldBeLimited(String route, String refusal) {
        assertThat(ROUTES.read(route))
                .isInstanceOfSatisfying(
                        Wrong.class, wrong -> assertThat(wrong.why()).startsWith(refusal));
    }

    private static Route route(String text) {
        var parts = List.of(text.split(" ", -1));
        return new Route(parts.getFirst(), parts.getLast(), "any");
    }
}
