package io.sluice.ingress.answers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.ingress.problem.Problems;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers over real HTTP, from routes that have nothing else to do. */
class AnswersTest {
    private static ServletWebServerApplicationContext server;

    @BeforeAll
    static void start() {
        server = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Server.class)
                .properties(Map.of(
                        "server.port", 0,
                        "server.address", "127.0.0.1",
                        "spring.mvc.async.request-timeout", "300ms",
                        "spring.jackson.property-naming-strategy", "SNAKE_CASE"))
                .run();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aLaterAnswerIsSentByWhoeverCompletesIt() throws Exception {
        var answer = get("/later");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"is\":\"late\"}");
    }

    @Test
    void anAnswerThatNeverComesIsUnavailableAfterTheTimeOut() throws Exception {
        var answer = get("/never");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"error_code\":\"UNAVAILABLE\"");
    }

    @Test
    void aLaterAnswerThatCannotBeWrittenIsAFaultOfOursAndTellsNothingOfIt() throws Exception {
        var answer = get("/unwritable");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("\"error_code\":\"INTERNAL_ERROR\"").doesNotContain("of no use");
    }

    @Test
    void aLaterFailureIsAFaultOfOursAndTellsNothingOfIt() throws Exception {
        var answer = get("/failing");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("\"error_code\":\"INTERNAL_ERROR\"").doesNotContain("of no use");
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var port = requireNonNull(server.getWebServer()).getPort();
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @ComponentScan(basePackageClasses = {AnswerConfiguration.class, Problems.class})
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class
    })
    static class Server {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }

    /** Each completes, if ever, on another thread than that of the request. */
    @RestController
    static class Routes {
        private record Text(Supplier<String> text) {
            @JsonValue
            String value() {
                return text.get();
            }
        }

        @GetMapping("/later")
        CompletableFuture<ResponseEntity<Object>> later() {
            return later(() -> ResponseEntity.ok(Map.of("is", "late")));
        }

        @GetMapping("/never")
        CompletableFuture<ResponseEntity<Object>> never() {
            return new CompletableFuture<>();
        }

        @GetMapping("/unwritable")
        CompletableFuture<ResponseEntity<Object>> unwritable() {
            return later(() -> ResponseEntity.ok(new Text(() -> {
                throw new IllegalStateException("of no use");
            })));
        }

        @GetMapping("/failing")
        CompletableFuture<ResponseEntity<Object>> failing() {
            return later(() -> {
                throw new IllegalStateException("of no use");
            });
        }

        /** When the thread of the request has ended. */
        private static CompletableFuture<ResponseEntity<Object>> later(Supplier<ResponseEntity<Object>> answer) {
            return CompletableFuture.supplyAsync(answer, CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
        }
    }
}
