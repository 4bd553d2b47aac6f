package io.sluice.ingress.arguments;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times as callers write them. */
public final class Rfc3339 {
    /** Completes "must be". */
    public static final String EXPECTED = "a time like 2027-01-31T12:00:00Z, of the years 1970 to 9999";

    private Rfc3339() {}

    /** Reads one with any offset, cut to milliseconds; empty when it is none, or of a year that no row can hold. */
    public static Optional<Instant> read(@Nullable String text) {
        if (text == null) return Optional.empty();
        try {
            // In UTC before the look at the year, which the offset may change.
            var time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
            boolean inBounds = time.getYear() >= 1970 && time.getYear() <= 9999;
            return Optional.of(time.toInstant().truncatedTo(ChronoUnit.MILLIS)).filter(_ -> inBounds);
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
