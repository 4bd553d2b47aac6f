package io.sluice.system.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Sluice;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that can be wrong with a request is answered in one shape. */
class ProblemsTest {
    private final Sluice sluice = Sluice.shared();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        unknown path                 | GET    | /v1/nothing                      | `application/json` | ``                     | 404 | NOT_FOUND
        path outside the API         | GET    | /                                | `application/json` | ``                     | 404 | NOT_FOUND
        wrong method                 | DELETE | /v1/accounts                     | `application/json` | ``                     | 405 | METHOD_NOT_ALLOWED
        wrong media type             | POST   | /v1/accounts                     | `text/plain`       | `{}`                   | 415 | UNSUPPORTED_MEDIA_TYPE
        no JSON                      | POST   | /v1/accounts                     | `application/json` | `{"username":`         | 400 | MALFORMED_BODY
        empty body                   | POST   | /v1/accounts                     | `application/json` | ` `                    | 400 | MALFORMED_BODY
        no object                    | POST   | /v1/accounts                     | `application/json` | `[]`                   | 400 | MALFORMED_BODY
        two values                   | POST   | /v1/accounts                     | `application/json` | `{} {}`                | 400 | MALFORMED_BODY
        a field twice                | POST   | /v1/accounts                     | `application/json` | `{"a":1,"a":2}`        | 400 | MALFORMED_BODY
        unknown field                | POST   | /v1/accounts                     | `application/json` | `{"username":"a","x":1}` | 422 | VALIDATION_FAILED
        U+0000                       | POST   | /v1/accounts                     | `application/json` | `{"username":"a\\u0000"}` | 422 | VALIDATION_FAILED
        half a surrogate pair        | POST   | /v1/accounts                     | `application/json` | `{"username":"\\ud800"}` | 422 | VALIDATION_FAILED
        a field missing              | POST   | /v1/accounts                     | `application/json` | `{}`                   | 422 | VALIDATION_FAILED
        nothing to renew             | POST   | /v1/accounts/1000000000/renew    | `application/json` | `{}`                   | 404 | NOT_FOUND
        account by no address        | GET    | /v1/accounts/%20                 | `application/json` | ``                     | 404 | NOT_FOUND
        account by a huge number     | GET    | /v1/accounts/99999999999999999999 | `application/json` | ``                    | 404 | NOT_FOUND
        account by a name with NUL   | GET    | /v1/accounts/by-username/a%00b   | `application/json` | ``                     | 400 | MALFORMED_REQUEST
        command by no id             | GET    | /v1/commands/cmd_1               | `application/json` | ``                     | 404 | NOT_FOUND
        key by no id                 | POST   | /v1/keys/key_1/revoke            | `application/json` | ``                     | 404 | NOT_FOUND
        limit out of bounds          | GET    | /v1/keys?limit=501               | `application/json` | ``                     | 400 | MALFORMED_REQUEST
        cursor of nobody             | GET    | /v1/keys?cursor=x                | `application/json` | ``                     | 400 | MALFORMED_REQUEST
        """)
    void isToldInOneShape(String name, String method, String path, String type, String body, int status, String code) {
        var answer = sluice.admin().with("Content-Type", type).send(method, path, body);
        assertProblem(answer, status, code, URI.create(path).getRawPath());
    }

    @Test
    void tooLargeABodyIsRefusedUnread() {
        var body = "{\"username\":\"" + "a".repeat(70_000) + "\"}";
        assertProblem(sluice.admin().post("/v1/accounts", body), 413, "PAYLOAD_TOO_LARGE", "/v1/accounts");
    }

    @Test
    void aCallerWithoutACredentialIsToldHowToSendOne() {
        var answer = sluice.anonymous().get("/v1/keys");
        assertProblem(answer, 401, "API_KEY_INVALID", "/v1/keys");
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer realm=\"sluice\"");
        assertThat(answer.text("/detail")).contains("Authorization: Bearer").contains("X-API-Key");
    }

    @Test
    void twoDifferentCredentialsAreRefused() {
        var answer = sluice.admin().with("X-API-Key", "another").get("/v1/keys");
        assertProblem(answer, 400, "CREDENTIALS_CONFLICT", "/v1/keys");
    }

    @Test
    void theCredentialIsLookedAtBeforeTheBody() {
        assertProblem(sluice.anonymous().post("/v1/accounts", "{"), 401, "API_KEY_INVALID", "/v1/accounts");
    }

    @Test
    void anIdempotencyKeyHasABound() {
        var answer = sluice.admin().under("k".repeat(256)).post("/v1/accounts", "{\"username\":\"a\"}");
        assertProblem(answer, 400, "MALFORMED_REQUEST", "/v1/accounts");
    }

    @Test
    void allFieldsThatAreWrongAreNamedAtOnce() {
        var answer = sluice.admin().post("/v1/accounts", """
                {"expire_days": 0, "protocol": "smtp", "total_traffic_gb": -1, "metadata": {"a/b": 1}, "colour": "red"}
                """);
        assertThat(answer.json()
                        .at("/errors")
                        .valueStream()
                        .map(error -> error.at("/pointer").asString()))
                .containsExactlyInAnyOrder(
                        "/username", "/expire_days", "/protocol", "/total_traffic_gb", "/metadata/a~1b", "/colour");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "GET /v1/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /a<b HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /v1/accounts HTTP/1.1\r\nHost: x\r\nContent-Length: -4\r\n\r\n",
                "GET /v1/keys HTTP/1.1\r\nHost: x\r\nBroken Header\r\n\r\n",
                "NONSENSE\r\n\r\n",
            })
    void evenABrokenRequestLineIsAProblem(String request) throws IOException {
        var url = URI.create(sluice.url());
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.shutdownOutput();
            var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json")
                    .contains("\"error_code\":\"MALFORMED_REQUEST\"")
                    .doesNotContain("<html");
        }
    }

    private static void assertProblem(Answer answer, int status, String code, String path) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        var problem = answer.json();
        assertThat(problem.at("/error_code").asString()).isEqualTo(code);
        assertThat(problem.at("/status").asInt()).isEqualTo(status);
        assertThat(problem.at("/type").asString()).startsWith("urn:sluice:problem:");
        assertThat(problem.at("/title").asString()).isNotBlank();
        assertThat(problem.at("/detail").asString()).isNotBlank();
        assertThat(problem.at("/path").asString()).isEqualTo(path);
        assertThat(problem.at("/request_id").asString())
                .isEqualTo(answer.header("X-Request-Id").orElse(""));
        assertThat(problem.at("/instance").asString())
                .endsWith(problem.at("/request_id").asString());
        assertThat(problem.at("/timestamp").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }
}
