package io.sluice.operations.traces;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.sluice.schemas.RecordHeaders;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Carries traces through Kafka in the header that W3C names {@code traceparent}. While nobody collects traces every
 * method returns at once.
 */
public final class Traces {
    /** What every span of a command has. */
    public static final String COMMAND_ID = "sluice.command.id";

    private static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final TextMapSetter<Headers> WRITE = (headers, name, value) -> {
        if (headers != null) headers.add(name, value.getBytes(US_ASCII));
    };
    private static final TextMapGetter<Headers> READ = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Headers headers) {
            return List.of(RecordHeaders.TRACE_PARENT);
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String name) {
            var header = headers == null ? null : headers.lastHeader(name);
            return header == null || header.value() == null ? null : new String(header.value(), US_ASCII);
        }
    };

    private final @Nullable Tracer tracer;

    Traces(@Nullable Tracer tracer) {
        this.tracer = tracer;
    }

    /** For what nobody traces. */
    public static Traces off() {
        return new Traces(null);
    }

    /**
     * Begins the span of a record on its way to Kafka, within what is being traced on this thread, and hands the trace
     * on with the record. The caller ends it.
     */
    public Span send(String topic, String commandId, Headers headers) {
        return send(topic, commandId, headers, Context.current());
    }

    /** The same, within a trace that came with another record. */
    public Span send(String topic, String commandId, Headers headers, Context within) {
        if (tracer == null) return Span.getInvalid();
        var span = tracer.spanBuilder("publish " + topic)
                .setParent(within)
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", topic)
                .setAttribute(COMMAND_ID, commandId)
                .startSpan();
        W3C.inject(within.with(span), headers, WRITE);
        return span;
    }

    /** Begins a span within what is being traced on this thread. The caller ends it. */
    public Span begin(String name, String commandId) {
        if (tracer == null) return Span.getInvalid();
        return tracer.spanBuilder(name).setAttribute(COMMAND_ID, commandId).startSpan();
    }

    /** Begins the span of what is done with a record, if it came with a trace that somebody collects. */
    public Optional<Span> receive(String name, Headers headers) {
        if (tracer == null || headers.lastHeader(RecordHeaders.TRACE_PARENT) == null) return Optional.empty();
        var from = W3C.extract(Context.root(), headers, READ);
        if (!Span.fromContext(from).getSpanContext().isSampled()) return Optional.empty();
        return Optional.of(tracer.spanBuilder(name)
                .setParent(from)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .startSpan());
    }

    /** Ends a span, with why it failed if it did. */
    public static void end(Span span, @Nullable Throwable failure) {
        if (failure != null) span.setStatus(StatusCode.ERROR, failure.getClass().getName());
        span.end();
    }
}
