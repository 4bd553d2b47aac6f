package io.sluice.ingress.commands;

import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.RefusedException;
import io.sluice.schemas.ProblemCode;
import java.math.BigInteger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a caller waits for an outcome; more than we give is cut. */
final class Wait {
    static final BigInteger SECONDS_MAX = BigInteger.valueOf(30);

    private Wait() {}

    /** Reads {@code ?wait=}; absent is not at all. */
    static Duration of(@Nullable String seconds) {
        if (seconds == null) return Duration.ZERO;
        if (seconds.matches("[0-9]{1,100}")) return ofSeconds(seconds);
        throw new RefusedException(Problem.of(
                ProblemCode.MALFORMED_REQUEST,
                "wait must be a whole number of seconds; more than " + SECONDS_MAX + " is cut to that."));
    }

    /** Reads decimal digits, however many. */
    static Duration ofSeconds(String digits) {
        return Duration.ofSeconds(new BigInteger(digits).min(SECONDS_MAX).longValueExact());
    }
}
