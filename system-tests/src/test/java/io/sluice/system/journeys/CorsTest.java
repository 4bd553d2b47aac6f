package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of web pages, as browsers make them: a question first, without the key, and then the call. */
class CorsTest {
    private static final String ELSEWHERE = "https://elsewhere.example.com";

    private final Sluice sluice = Sluice.shared();

    @ParameterizedTest
    @CsvSource({"POST, /v1/accounts", "PATCH, /v1/accounts/1", "DELETE, /v1/accounts/1", "GET, /v1/nowhere"})
    void aBrowserIsToldBeforeTheCallThatItsPageMayCall(String method, String path) {
        var answer = ask(Sluice.ORIGIN, method, path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(Sluice.ORIGIN);
        assertThat(answer.header("Access-Control-Allow-Methods")).contains(method);
        assertThat(answer.header("Access-Control-Allow-Headers")).contains("authorization, idempotency-key");
        assertThat(answer.header("Access-Control-Max-Age")).contains("3600");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(answer.header("X-Request-Id")).isPresent();
    }

    @Test
    void aPageReadsTheAnswerAndItsHeaders() {
        var answer = page(Sluice.ORIGIN).get("/v1/accounts?limit=1");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(Sluice.ORIGIN);
        assertThat(List.of(answer.header("Access-Control-Expose-Headers")
                        .orElseThrow()
                        .split(", ")))
                .contains("Location", "Retry-After", "ETag", "X-Request-Id", "RateLimit", "RateLimit-Policy")
                .contains("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "Preference-Applied");
        assertThat(answer.response().headers().allValues("Vary")).contains("Origin");
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/nowhere, 404", "DELETE, /v1/accounts, 405", "POST, /v1/accounts, 415"})
    void aPageReadsEveryRefusalToo(String method, String path, int status) {
        var answer = page(Sluice.ORIGIN).send(method, path, method.equals("POST") ? "{}" : "");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Access-Control-Allow-Origin")).contains(Sluice.ORIGIN);
        var keyless = sluice.anonymous().with("Origin", Sluice.ORIGIN).get("/v1/accounts");
        assertThat(keyless.status()).isEqualTo(401);
        assertThat(keyless.header("Access-Control-Allow-Origin")).contains(Sluice.ORIGIN);
    }

    @Test
    void aPageOfAnotherOriginMayNotCall() {
        var answer = ask(ELSEWHERE, "POST", "/v1/accounts");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("/error_code")).isEqualTo("ORIGIN_NOT_ALLOWED");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    // The browser keeps it from the page; a program that sends an origin is none.
    @Test
    void aSimpleCallFromAnotherOriginIsAnsweredForNoPage() {
        var answer = page(ELSEWHERE).get("/v1/accounts?limit=1");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.response().headers().allValues("Vary")).contains("Origin");
    }

    @Test
    void whoIsNoPageNoticesNothing() {
        var answer = sluice.admin().get("/v1/accounts?limit=1");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    private Api page(String origin) {
        return sluice.admin().with("Origin", origin);
    }

    private Answer ask(String origin, String method, String path) {
        return sluice.anonymous()
                .with("Origin", origin)
                .with("Access-Control-Request-Method", method)
                .with("Access-Control-Request-Headers", "authorization, idempotency-key")
                .send("OPTIONS", path, "");
    }
}
