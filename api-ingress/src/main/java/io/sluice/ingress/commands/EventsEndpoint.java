package io.sluice.ingress.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.Requires;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.RefusedException;
import io.sluice.schemas.CommandId;
import io.sluice.schemas.CommandStatus;
import io.sluice.schemas.avro.CommandResult;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * A command's way as a stream of Server-Sent Events. The thread of the request waits: it is a virtual one, and costs
 * less than the connection that it serves.
 */
@RestController
@Tag(name = "Commands")
final class EventsEndpoint {
    /** Proxies close what is silent for longer than this, and a caller that is gone shows in two of them. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    /** A caller comes again with the last id it saw; until then even a key that was revoked goes on to be served. */
    private static final Duration LENGTH_MAX = Duration.ofMinutes(10);

    /** What is on its way to those who follow; an empty one says that this node goes down. */
    private final Set<BlockingQueue<Optional<CommandResult>>> streams = ConcurrentHashMap.newKeySet();

    private final CommandIds ids;
    private final CommandRepository repository;
    private final Waiters waiters;
    private final CommandViews views;
    private final JsonMapper json;
    private final Clock clock;

    EventsEndpoint(
            CommandIds ids,
            CommandRepository repository,
            Waiters waiters,
            CommandViews views,
            JsonMapper json,
            Clock clock) {
        this.ids = ids;
        this.repository = repository;
        this.waiters = waiters;
        this.views = views;
        this.json = json;
        this.clock = clock;
    }

    @Requires(Requires.ANY_KEY)
    @GetMapping(path = "/v1/commands/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "Follow a command by Server-Sent Events",
            description = "Each event is the command as it stands then; the stream ends with the final one. After a "
                    + "break `Last-Event-ID` leaves out what was seen; 204 says that there is nothing more to see.",
            parameters = @Parameter(in = ParameterIn.HEADER, name = "Last-Event-ID", description = "the last id seen"))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CommandView.class)))
    @ApiResponse(responseCode = "204", description = "the final event was seen", content = @Content)
    void follow(
            @PathVariable("id") String shown, Caller caller, HttpServletRequest request, HttpServletResponse response) {
        var id = ids.read(caller, shown).orElseThrow(() -> new RefusedException(CommandsEndpoint.unknown()));
        int seen = CommandEvent.lastSeen(request);
        if (seen >= CommandEvent.LAST) {
            response.setStatus(HttpStatus.NO_CONTENT.value());
            return;
        }
        var news = new LinkedBlockingQueue<Optional<CommandResult>>();
        var place = waiters.enter(id, caller.principal(), heard -> {
            news.add(Optional.of(heard));
            return CommandStatus.of(heard).isFinal();
        });
        if (place.isEmpty()) throw new RefusedException(full());
        streams.add(news);
        try {
            stream(new Following(id, caller, request, seen), news, response);
        } catch (IOException gone) {
            // The caller hung up; there is nobody left to tell.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            streams.remove(news);
            place.get().leave();
        }
    }

    /** One who follows, and from which event on. */
    private record Following(CommandId id, Caller caller, HttpServletRequest request, int seen) {}

    /** Whoever follows was registered before the row is read, so that no news in between is missed. */
    private void stream(Following following, BlockingQueue<Optional<CommandResult>> news, HttpServletResponse response)
            throws IOException, InterruptedException {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding(UTF_8);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // A proxy that collects answers would keep the events to itself.
        response.setHeader("X-Accel-Buffering", "no");
        var end = clock.instant().plus(LENGTH_MAX);
        int seen = tell(following, repository.find(following.caller(), following.id()), following.seen(), response);
        while (seen < CommandEvent.LAST && clock.instant().isBefore(end)) {
            var next = news.poll(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                write(": waiting\n\n", response);
                continue;
            }
            if (next.isEmpty()) return;
            seen = tell(following, next, seen, response);
        }
    }

    private int tell(Following following, Optional<CommandResult> standing, int seen, HttpServletResponse response)
            throws IOException {
        var view = views.of(following.id(), standing, following.caller(), following.request());
        int event = CommandEvent.id(CommandStatus.named(view.status()));
        if (event <= seen) {
            write(": as before\n\n", response);
            return seen;
        }
        write("id: " + event + "\ndata: " + json.writeValueAsString(view) + "\n\n", response);
        return event;
    }

    private static void write(String text, HttpServletResponse response) throws IOException {
        response.getOutputStream().write(text.getBytes(UTF_8));
        response.flushBuffer();
    }

    /** Ends all streams, so that a stop of this node does not wait for them; who follows comes again elsewhere. */
    @EventListener(ContextClosedEvent.class)
    void goingDown() {
        streams.forEach(news -> news.add(Optional.empty()));
    }

    private static Problem full() {
        return Problem.unavailable(
                "This key or this node has as many waiting as it may have. Repeat it, or poll the command.", 5);
    }
}
