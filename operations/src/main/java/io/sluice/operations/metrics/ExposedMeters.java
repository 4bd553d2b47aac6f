package io.sluice.operations.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.List;

/**
 * What is shown in {@code /metrics}: our own meters and a short list of those that libraries offer. They offer some
 * hundreds, whose names and labels change with their versions; {@code docs/metrics.md} lists every one that is left,
 * and a test compares the two.
 */
public final class ExposedMeters {
    private static final List<String> PREFIXES = List.of(
            "sluice.",
            "jvm.memory.used",
            "jvm.memory.committed",
            "jvm.memory.max",
            "jvm.gc.pause",
            "jvm.threads.live",
            "process.",
            "logback.events",
            "hikaricp.connections",
            "ssl.chain");

    /** Refuses every other meter before it costs anything. */
    public static final MeterFilter FILTER = new MeterFilter() {
        @Override
        public MeterFilterReply accept(Meter.Id id) {
            return PREFIXES.stream().anyMatch(id.getName()::startsWith)
                    ? MeterFilterReply.NEUTRAL
                    : MeterFilterReply.DENY;
        }
    };

    private ExposedMeters() {}
}
