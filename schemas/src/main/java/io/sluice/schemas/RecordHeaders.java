package io.sluice.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/** The headers that account for a record even when its bytes cannot be read. */
public final class RecordHeaders {
    public static final String ID = "id";
    public static final String TENANT = "tenant";
    public static final String ENVIRONMENT = "environment";
    public static final String TYPE = "type";
    /** Why a record is among the dead letters. */
    public static final String REASON = "reason";

    /** Where a record among the dead letters stood, as {@code topic-partition@offset}. */
    public static final String SOURCE = "source";

    private RecordHeaders() {}

    /** Sets what every record carries. */
    public static void describe(Headers headers, String id, String tenant, String environment, String type) {
        put(headers, ID, id);
        put(headers, TENANT, tenant);
        put(headers, ENVIRONMENT, environment);
        put(headers, TYPE, type);
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
}
