package io.sluice.ingress.commands;

import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.RefusedException;
import io.sluice.schemas.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a caller wants a change to be handled.
 *
 * @param idempotencyKey the same key with the same body is the same command
 * @param waitFor how long to wait for the outcome; zero is not at all
 * @param ifVersion the version of the resource that the change is meant for, from {@code If-Match}
 * @param notBefore when it is to be applied at the earliest, from {@code ?not_before=}
 */
public record Preferences(
        Optional<String> idempotencyKey, Duration waitFor, Optional<Long> ifVersion, Optional<Instant> notBefore) {
    static final int IDEMPOTENCY_KEY_LENGTH_MAX = 255;

    private static final Pattern WAIT = Pattern.compile("(?i)(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d+)\"?\\s*(?=$|[,;])");
    private static final Pattern TAG = Pattern.compile("\"(\\d{1,18})\"");
    private static final Pattern ASYNC = Pattern.compile("(?i)(?:^|[,;])\\s*respond-async\\s*(?=$|[,;])");

    /** The same, but waiting by default where the caller says nothing. */
    public Preferences orWaitFor(Duration byDefault, HttpServletRequest request) {
        var prefer = prefer(request);
        boolean silent = !WAIT.matcher(prefer).find() && !ASYNC.matcher(prefer).find();
        return silent ? waitingFor(byDefault) : this;
    }

    /** The same, but waiting for so long. */
    public Preferences waitingFor(Duration time) {
        return new Preferences(idempotencyKey, time, ifVersion, notBefore);
    }

    /** Those of one part of a request that asks for many commands; each has a key of its own that the whole decides. */
    Preferences forPart(String part) {
        return new Preferences(idempotencyKey.map(key -> key + '\n' + part), waitFor, ifVersion, notBefore);
    }

    static Preferences of(HttpServletRequest request, Instant now) {
        return new Preferences(
                idempotencyKey(request), wait(prefer(request)), ifMatch(request), NotBefore.of(request, now));
    }

    private static Optional<String> idempotencyKey(HttpServletRequest request) {
        var key = request.getHeader("Idempotency-Key");
        if (key == null) return Optional.empty();
        if (key.isBlank() || key.length() > IDEMPOTENCY_KEY_LENGTH_MAX) {
            throw new RefusedException(Problem.of(
                    ProblemCode.MALFORMED_REQUEST,
                    "Idempotency-Key has " + key.length() + " characters but must have 1 to 255 and not be blank; "
                            + "a random UUID is a good one."));
        }
        return Optional.of(key);
    }

    /** An entity tag of ours is a version in quotes; {@code *} is any, as the resource must exist anyway. */
    private static Optional<Long> ifMatch(HttpServletRequest request) {
        var tag = request.getHeader("If-Match");
        if (tag == null || tag.strip().equals("*")) return Optional.empty();
        var version = TAG.matcher(tag.strip());
        if (version.matches()) return Optional.of(Long.parseLong(version.group(1)));
        throw new RefusedException(Problem.of(
                ProblemCode.MALFORMED_REQUEST,
                "If-Match must be the ETag of the resource as it was read, one version in quotes like \"3\"."));
    }

    /** RFC 7240: a preference that is not understood is ignored; a longer wait than we give is cut. */
    private static Duration wait(String prefer) {
        var wait = WAIT.matcher(prefer);
        if (!wait.find()) return Duration.ZERO;
        return Wait.ofSeconds(wait.group(1));
    }

    private static String prefer(HttpServletRequest request) {
        return String.join(",", Collections.list(request.getHeaders("Prefer")));
    }
}
