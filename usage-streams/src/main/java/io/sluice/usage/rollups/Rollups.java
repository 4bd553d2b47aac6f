package io.sluice.usage.rollups;

import io.sluice.schemas.avro.UsageRequest;
import io.sluice.schemas.avro.UsageRollup;
import java.time.Instant;
import org.apache.kafka.streams.KeyValue;

/** The arithmetic of rollups. It is whole-number and associative, so the order of calls does not matter. */
final class Rollups {
    private Rollups() {}

    /** A record of calls as the rollup of itself, under the key of all rollups that it belongs to. */
    static KeyValue<String, UsageRollup> ofOne(UsageRequest call) {
        long calls = call.getCalls();
        var rollup = new UsageRollup(
                call.getTenantId(),
                call.getEnvironment(),
                call.getKeyId(),
                call.getMethod(),
                call.getRoute(),
                windowStart(call.getOccurredAt()),
                Math.toIntExact(RollupTopology.WINDOW.toSeconds()),
                calls,
                call.getStatus() / 100 == 4 ? calls : 0L,
                call.getStatus() / 100 == 5 ? calls : 0L,
                call.getLatencyMicros(),
                calls == 1 ? call.getLatencyMicros() : call.getLatencyMicrosMax(),
                call.getRequestBytes(),
                call.getResponseBytes());
        return KeyValue.pair(key(rollup), rollup);
    }

    /** Both are of the same key, method, route and window. */
    static UsageRollup add(UsageRollup one, UsageRollup other) {
        return new UsageRollup(
                one.getTenantId(),
                one.getEnvironment(),
                one.getKeyId(),
                one.getMethod(),
                one.getRoute(),
                one.getWindowStart(),
                one.getWindowSeconds(),
                one.getRequests() + other.getRequests(),
                one.getClientErrors() + other.getClientErrors(),
                one.getServerErrors() + other.getServerErrors(),
                one.getLatencyMicrosSum() + other.getLatencyMicrosSum(),
                Math.max(one.getLatencyMicrosMax(), other.getLatencyMicrosMax()),
                one.getRequestBytes() + other.getRequestBytes(),
                one.getResponseBytes() + other.getResponseBytes());
    }

    private static String key(UsageRollup rollup) {
        return rollup.getKeyId() + " " + rollup.getMethod() + " " + rollup.getRoute();
    }

    private static Instant windowStart(Instant instant) {
        long millis = instant.toEpochMilli();
        return Instant.ofEpochMilli(millis - Math.floorMod(millis, RollupTopology.WINDOW.toMillis()));
    }
}
