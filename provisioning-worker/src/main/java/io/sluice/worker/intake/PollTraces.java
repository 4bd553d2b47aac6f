package io.sluice.worker.intake;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.sluice.operations.traces.Traces;
import io.sluice.schemas.RecordHeaders;
import io.sluice.schemas.avro.AccountEvent;
import io.sluice.schemas.avro.CommandResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The traces of the commands of one poll: those few that came with one which somebody collects. */
final class PollTraces {
    private final Traces traces;
    private final Map<String, Span> spans;

    private PollTraces(Traces traces, Map<String, Span> spans) {
        this.traces = traces;
        this.spans = spans;
    }

    /** A span for each, from here to the commit of their set. */
    static PollTraces begin(Traces traces, List<ConsumerRecord<String, byte[]>> records) {
        var spans = new HashMap<String, Span>();
        for (var record : records) {
            traces.receive("apply " + record.topic(), record.headers()).ifPresent(span -> {
                var id = RecordHeaders.get(record.headers(), RecordHeaders.ID).orElse("");
                span.setAttribute(Traces.COMMAND_ID, id);
                span.setAttribute("sluice.set.size", records.size());
                spans.put(id, span);
            });
        }
        return new PollTraces(traces, spans);
    }

    /** The database has committed these. */
    void applied(List<Publication> told) {
        if (spans.isEmpty()) return;
        for (var publication : told) {
            if (!(publication.value() instanceof CommandResult result)) continue;
            var span = spans.get(result.getId());
            if (span != null) end(span, result);
        }
    }

    private static void end(Span span, CommandResult result) {
        span.setAttribute("sluice.command.type", result.getType());
        span.setAttribute("sluice.command.status", result.getStatus());
        if (result.getError() != null)
            span.setAttribute("sluice.error_code", result.getError().getCode());
        span.end();
    }

    /** Nothing of them was committed, or nobody knows; they come again, and then with another span. */
    void failed(RuntimeException why) {
        for (var span : spans.values()) {
            span.setStatus(StatusCode.ERROR, why.getClass().getName());
            span.end();
        }
    }

    /** Hands the trace on with what is told of a command. */
    void carry(Publication publication, ProducerRecord<?, ?> record) {
        if (spans.isEmpty()) return;
        command(publication.value()).map(spans::get).ifPresent(span -> {
            var within = Context.root().with(span);
            traces.send(record.topic(), publication.id(), record.headers(), within)
                    .end();
        });
    }

    private static Optional<String> command(@Nullable SpecificRecord told) {
        return switch (told) {
            case null -> Optional.empty();
            case CommandResult result -> Optional.of(result.getId());
            case AccountEvent event -> Optional.of(event.getCommandId());
            default -> Optional.empty();
        };
    }
}
