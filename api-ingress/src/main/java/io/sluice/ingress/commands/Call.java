package io.sluice.ingress.commands;

import io.sluice.ingress.admission.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;

/** A request for a change: who asks, how they want it handled, and the request itself for the answer. */
public record Call(Caller caller, Preferences preferences, HttpServletRequest request) {

    /** A request of somebody who is known by what it carries, and not by a key or a token. */
    public static Call of(Caller caller, HttpServletRequest request, Instant now) {
        return new Call(caller, Preferences.of(request, now), request);
    }

    /** The same, but waiting for so long. */
    public Call waitingFor(Duration time) {
        return new Call(caller, preferences.waitingFor(time), request);
    }

    /** The same, but waiting for so long where the caller does not say. */
    public Call orWaitingFor(Duration byDefault) {
        return new Call(caller, preferences.orWaitFor(byDefault, request), request);
    }

    /**
     * One of the many changes that it asks for.
     *
     * @param part tells it from the others, and is the same when the request is repeated
     */
    public Call forPart(String part) {
        return new Call(caller, preferences.forPart(part), request);
    }

    /** The earliest instant at which it can be applied. */
    public Instant earliest(Instant now) {
        return preferences.notBefore().filter(now::isBefore).orElse(now);
    }
}
