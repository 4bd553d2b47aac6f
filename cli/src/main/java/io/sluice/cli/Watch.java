package io.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Follows the events of a command, over as many streams as it takes. */
final class Watch {
    /** The API gives a sign of life every 5 s. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** In a row, without a word in between. */
    private static final int BREAKS_MAX = 10;

    private static final String LAST_EVENT = "3";

    private final Api api;
    private final Consumer<String> progress;
    private String seen = "";
    private String last = "";
    private int breaks;

    Watch(Api api, Consumer<String> progress) {
        this.api = api;
        this.progress = progress;
    }

    /** The command as it stands then, as the API writes it. */
    String toItsEnd(String path) {
        while (!seen.equals(LAST_EVENT)) {
            try {
                follow(path);
            } catch (IOException | UncheckedIOException e) {
                broken(Http.reason(e));
                continue;
            }
            if (!seen.equals(LAST_EVENT)) broken("the stream has ended");
        }
        return last;
    }

    /** A stream that was alive is gone on with at once; one that never comes is not asked for forever. */
    private void broken(String why) {
        if (++breaks > BREAKS_MAX) {
            throw new Failure(ExitCode.UNAVAILABLE, "The events do not come: " + why + ". Watch it again later.");
        }
        progress.accept("No events (" + why + "); again after the last one seen");
        Http.sleep(PAUSE);
    }

    private void follow(String path) throws IOException {
        var request = api.request(path + "/events").setHeader("Accept", "text/event-stream, application/problem+json");
        if (!seen.isEmpty()) request.header("Last-Event-ID", seen);
        var response = open(request.build());
        try (var body = response.body()) {
            if (response.statusCode() != 200) {
                refuse(response.statusCode(), new String(body.readAllBytes(), UTF_8));
                return;
            }
            var lines = new LinkedBlockingQueue<Optional<String>>();
            Thread.ofVirtual().start(() -> read(body, lines));
            take(lines);
        }
    }

    private HttpResponse<InputStream> open(HttpRequest request) throws IOException {
        try {
            var response = api.http().client().send(request, BodyHandlers.ofInputStream());
            api.http().tell("GET " + request.uri() + " " + response.statusCode());
            return response;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.INTERRUPTED, "interrupted", e);
        }
    }

    /** An API that is away is asked again; any other refusal is for good. */
    private static void refuse(int status, String body) throws IOException {
        if (ExitCode.ofStatus(status) == ExitCode.UNAVAILABLE) throw new IOException("the API is away, " + status);
        throw Failure.of(Answer.of(status, body));
    }

    /** Ends with an empty one, whatever ends it. */
    private static void read(InputStream body, BlockingQueue<Optional<String>> lines) {
        try (var reader = new BufferedReader(new InputStreamReader(body, UTF_8))) {
            reader.lines().forEach(line -> lines.add(Optional.of(line)));
        } catch (IOException | UncheckedIOException e) {
            // Whoever takes the lines comes again with the last event that it saw.
        } finally {
            lines.add(Optional.empty());
        }
    }

    private void take(BlockingQueue<Optional<String>> lines) {
        var id = "";
        for (var line = next(lines); line.isPresent(); line = next(lines)) {
            breaks = 0;
            var text = line.get();
            if (text.startsWith("id: ")) id = text.substring("id: ".length());
            if (!text.startsWith("data: ")) continue;
            last = text.substring("data: ".length());
            seen = id;
            tell(Json.MAPPER.readTree(last));
            if (seen.equals(LAST_EVENT)) return;
        }
    }

    private static Optional<String> next(BlockingQueue<Optional<String>> lines) {
        try {
            var line = lines.poll(SILENCE_MAX.toMillis(), TimeUnit.MILLISECONDS);
            return line == null ? Optional.empty() : line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.INTERRUPTED, "interrupted", e);
        }
    }

    private void tell(JsonNode command) {
        var due = command.path("not_before");
        var status = command.path("status").asString();
        progress.accept(status.equals("scheduled") ? status + ", due " + Printer.value(due) : status);
    }
}
