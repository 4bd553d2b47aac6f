package io.sluice.schemas;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** These bytes cannot be read with any schema, now or later; they belong to the dead letters. */
public final class UnreadableRecordException extends SerializationException {
    private static final long serialVersionUID = 1;

    UnreadableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
