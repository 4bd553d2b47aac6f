package io.sluice.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests, and repeats one that was not answered: what reads may be repeated anyway, and what changes something
 * carries an {@code Idempotency-Key}, so that it is done once however often it is sent.
 */
final class Http {
    /** A change is waited for 20 s at most by the API; an answer that takes longer than this is not coming. */
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** Before each repetition, where the answer does not say how long; so many of them, and then it is given up. */
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));

    /** Longer than this nobody sits and waits. */
    private static final Duration PAUSE_MAX = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    private final PrintStream err;
    private final boolean verbose;

    /** @param verbose whether each request is told, and how it ended */
    Http(PrintStream err, boolean verbose) {
        this.err = err;
        this.verbose = verbose;
    }

    /** How one attempt ended. */
    private sealed interface Outcome {
        record Answered(HttpResponse<String> response) implements Outcome {}

        record Broken(IOException why) implements Outcome {}
    }

    /** The answer, whatever it is. Where there is none, and after so many attempts, that is a failure. */
    Answer send(HttpRequest request) {
        for (var pause : PAUSES) {
            var outcome = attempt(request);
            var wait = pause(outcome, pause);
            if (wait.isEmpty()) return settle(request, outcome);
            err.println("%s; again in %s s".formatted(why(outcome), seconds(wait.get())));
            sleep(wait.get());
        }
        return settle(request, attempt(request));
    }

    HttpClient client() {
        return client;
    }

    static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.INTERRUPTED, "interrupted", e);
        }
    }

    void tell(String what) {
        if (verbose) err.println(what);
    }

    private Outcome attempt(HttpRequest request) {
        var line = request.method() + " " + request.uri();
        try {
            var response = client.send(request, BodyHandlers.ofString());
            tell(line + " " + response.statusCode());
            return new Outcome.Answered(response);
        } catch (IOException e) {
            tell(line + " " + e);
            return new Outcome.Broken(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.INTERRUPTED, "interrupted", e);
        }
    }

    /** How long to wait before the next attempt; empty where the outcome is to be told as it is. */
    private static Optional<Duration> pause(Outcome outcome, Duration unlessSaid) {
        return switch (outcome) {
            // A certificate does not become a good one by asking again.
            case Outcome.Broken(SSLException _) -> Optional.empty();
            case Outcome.Broken _ -> Optional.of(unlessSaid);
            case Outcome.Answered(var response) -> pause(response.statusCode(), response.headers(), unlessSaid);
        };
    }

    private static Optional<Duration> pause(int status, HttpHeaders headers, Duration unlessSaid) {
        if (ExitCode.ofStatus(status) != ExitCode.UNAVAILABLE) return Optional.empty();
        var said = retryAfter(headers);
        if (said.isEmpty()) return Optional.of(unlessSaid);
        return Optional.of(Duration.ofSeconds(said.getAsLong())).filter(wait -> wait.compareTo(PAUSE_MAX) <= 0);
    }

    private static OptionalLong retryAfter(HttpHeaders headers) {
        try {
            return headers.firstValueAsLong("Retry-After");
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static Answer settle(HttpRequest request, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered(var response) -> Answer.of(response);
            case Outcome.Broken(var why) ->
                throw new Failure(
                        ExitCode.UNAVAILABLE,
                        "%s does not answer: %s\nCheck the address, and try again later."
                                .formatted(request.uri().resolve("/"), reason(why)),
                        why);
        };
    }

    private static String why(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered(var response) -> "The API is away (" + response.statusCode() + ")";
            case Outcome.Broken(var broken) -> "No answer (" + reason(broken) + ")";
        };
    }

    /** Some exceptions of the client say nothing but their name. */
    static String reason(Throwable why) {
        @Nullable String message = why.getMessage();
        if (message != null) return message;
        return why instanceof ConnectException
                ? "no connection"
                : why.getClass().getSimpleName();
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? Long.toString(time.toSeconds()) : "0." + time.toMillis() / 100;
    }
}
