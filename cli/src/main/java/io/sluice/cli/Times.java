package io.sluice.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Times as people type them. */
final class Times {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smhd])");

    private Times() {}

    /** A day is its first instant in UTC. */
    static Instant instant(String text) {
        try {
            if (!DATE.matcher(text).matches()) return Instant.parse(text);
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new TypeConversionException("\"" + text + "\" is no time; say 2027-12-31 or 2027-12-31T12:00:00Z");
        }
    }

    static Duration duration(String text) {
        var parts = DURATION.matcher(text);
        if (!parts.matches()) {
            throw new TypeConversionException("\"" + text + "\" is no time span; say 90s, 30m, 12h or 7d");
        }
        long count = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
