package io.sluice.schemas;

import java.util.Optional;
import java.util.UUID;

/** What a node reported; its bits are those of the command. */
public record TrafficReportId(UUID value) implements ResourceId {
    static final String PREFIX = "trf_";

    /** Reads {@link #text()}; empty when it is not of that form. */
    public static Optional<TrafficReportId> parse(String text) {
        return ResourceId.parse(PREFIX, text, TrafficReportId::new);
    }

    /** Reads an id that one of our services wrote. */
    public static TrafficReportId of(String text) {
        return parse(text).orElseThrow(() -> ResourceId.malformed(PREFIX, text));
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}
