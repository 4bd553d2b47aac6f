package io.sluice.operations.start;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;

/** Tells a start that somebody must mend from one that failed; Spring would print a page for either. */
final class Refusals implements SpringBootExceptionReporter {
    /** Spring makes it, with the context as far as there is one. */
    Refusals(@Nullable ConfigurableApplicationContext context) {}

    /** True when it needs no report of Spring's: {@link Start} or the launcher prints the line. */
    @Override
    public boolean reportException(Throwable failure) {
        return line(failure).isPresent();
    }

    /** The one line, if this is such a refusal: our own, or a setting that is read and not as it must be. */
    static Optional<String> line(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            var message = cause.getMessage();
            if (message == null) continue;
            if (cause instanceof RefusedStart) return Optional.of(message);
            if (cause instanceof IllegalArgumentException && message.startsWith("SLUICE_")) return Optional.of(message);
        }
        return Optional.empty();
    }
}
