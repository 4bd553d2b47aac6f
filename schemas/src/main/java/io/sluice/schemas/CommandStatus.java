package io.sluice.schemas;

import io.sluice.schemas.avro.CommandResult;
import java.util.Arrays;

/** Where a command stands. It only ever goes on to a later one of these, and the last three are final. */
public enum CommandStatus {
    /** Kafka has it; a worker will take it up. Only the edge says so, of what no worker has recorded yet. */
    ACCEPTED(false),
    /** A worker has recorded it, and applies it when its time comes. */
    SCHEDULED(false),
    /** It was applied. */
    SUCCEEDED(true),
    /** It changed nothing, and never will. */
    FAILED(true),
    /** It was taken back before its time came. */
    CANCELLED(true);

    private final boolean last;

    CommandStatus(boolean last) {
        this.last = last;
    }

    /** Where a record of {@code command-results} says that its command stands. */
    public static CommandStatus of(CommandResult result) {
        return named(result.getStatus());
    }

    /** Reads {@link #text()}. */
    public static CommandStatus named(String text) {
        return Arrays.stream(values())
                .filter(status -> status.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no status is named " + text));
    }

    /** As records, rows and answers name it. */
    public String text() {
        return switch (this) {
            case ACCEPTED -> "accepted";
            case SCHEDULED -> "scheduled";
            case SUCCEEDED -> "succeeded";
            case FAILED -> "failed";
            case CANCELLED -> "cancelled";
        };
    }

    /** Whether nothing changes any more. */
    public boolean isFinal() {
        return last;
    }
}
