package io.sluice.schemas;

import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** The registry cannot be asked now. Whoever meets it waits and tries again; it says nothing about the record. */
public final class RegistryUnavailableException extends RetriableException {
    private static final long serialVersionUID = 1;

    RegistryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
