package io.sluice.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The headers that account for a record even when its bytes cannot be read. They are named as CloudEvents' Kafka
 * binding names attributes in its binary mode. On every topic stand the four that tell records apart; on a public one
 * stand all that the binding asks for, so that each of its records is a CloudEvent.
 */
public final class RecordHeaders {
    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String TENANT = "ce_tenant";
    public static final String ENVIRONMENT = "ce_environment";

    public static final String SPEC_VERSION = "ce_specversion";
    /** Together with the id it names an event for ever, so it is another one for each topic. */
    public static final String EVENT_SOURCE = "ce_source";

    public static final String CONTENT_TYPE = "content-type";
    /** What happened to; always the record's key too. */
    public static final String SUBJECT = "ce_subject";

    public static final String TIME = "ce_time";

    /** The trace that a record belongs to, as W3C's Trace Context writes it. */
    public static final String TRACE_PARENT = "traceparent";

    /** The {@link #SPEC_VERSION} of every record of a public topic. */
    public static final String SPEC_VERSION_1 = "1.0";

    /** The {@link #CONTENT_TYPE} of every record of a public topic. */
    public static final String AVRO = "application/avro";

    /** Why a record is among the dead letters. */
    public static final String REASON = "reason";

    /** Where a record among the dead letters stood, as {@code topic-partition@offset}. */
    public static final String SOURCE = "source";

    /** By public topic: what is the same on each of its records, as bytes that are made once. */
    private static final Map<String, List<Header>> ENVELOPES =
            Topics.PUBLIC.stream().collect(toUnmodifiableMap(Topic::name, RecordHeaders::envelope));

    /** All events of a set happened at one instant, and to write an instant costs as much as ten other headers. */
    private static volatile Moment lastMoment = Moment.of(Instant.EPOCH);

    private record Moment(Instant instant, Header header) {
        static Moment of(Instant instant) {
            return new Moment(instant, RecordHeaders.header(TIME, instant.toString()));
        }
    }

    private RecordHeaders() {}

    /** Sets what every record of this topic carries. */
    public static void describe(
            String topic, Headers headers, String id, String tenant, String environment, String type) {
        for (var header : ENVELOPES.getOrDefault(topic, List.of())) headers.add(header);
        put(headers, ID, id);
        put(headers, TYPE, type);
        put(headers, TENANT, tenant);
        put(headers, ENVIRONMENT, environment);
    }

    /** Sets to what an event happened, and when. */
    public static void happened(Headers headers, String subject, Instant at) {
        put(headers, SUBJECT, subject);
        var moment = lastMoment;
        if (!moment.instant().equals(at)) {
            moment = Moment.of(at);
            lastMoment = moment;
        }
        headers.add(moment.header());
    }

    /** Every header that each record of this topic carries. */
    public static List<String> names(Topic<?> topic) {
        var names = new ArrayList<String>();
        if (Topics.PUBLIC.contains(topic)) names.addAll(List.of(SPEC_VERSION, EVENT_SOURCE, CONTENT_TYPE));
        names.addAll(List.of(ID, TYPE, TENANT, ENVIRONMENT));
        if (topic.name().startsWith("events.")) names.addAll(List.of(SUBJECT, TIME));
        return names;
    }

    /** Every other header that records of this topic may carry: the trace of a command goes on with its events. */
    public static List<String> optional(Topic<?> topic) {
        return topic.name().startsWith("events.") ? List.of(TRACE_PARENT) : List.of();
    }

    /** The {@link #EVENT_SOURCE} of every record of a public topic. */
    public static String eventSource(Topic<?> topic) {
        return "/sluice/" + topic.name();
    }

    public static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }

    /** The last value of this name. */
    public static Optional<String> get(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), UTF_8));
    }

    private static List<Header> envelope(Topic<?> topic) {
        return List.of(
                header(SPEC_VERSION, SPEC_VERSION_1),
                header(EVENT_SOURCE, eventSource(topic)),
                header(CONTENT_TYPE, AVRO));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }
}
