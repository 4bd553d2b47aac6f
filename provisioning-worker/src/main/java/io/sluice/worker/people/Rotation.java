package io.sluice.worker.people;

import java.time.Duration;
import java.time.Instant;

/** What a refresh token is presented for, as the session it belongs to stands. */
enum Rotation {
    /** It is the newest one: the next takes its place. */
    NEXT,

    /** It is the one before, replaced a moment ago: whoever did not hear of the next asks again, and gets the same. */
    AGAIN,

    /** It was used before: two have it, and nobody can tell which of them it was given to. */
    REUSED;

    /**
     * How long an answer may be lost. Whoever steals a token gains nothing by it: the next one is the same for both,
     * and the second of them to use that one ends the session.
     */
    static final Duration LOST_WITHIN = Duration.ofMinutes(1);

    /**
     * @param newest sequence of the newest token
     * @param since when it became that
     */
    static Rotation of(int presented, int newest, Instant since, Instant now) {
        if (presented == newest) return NEXT;
        boolean isFresh = now.isBefore(since.plus(LOST_WITHIN));
        return presented == newest - 1 && isFresh ? AGAIN : REUSED;
    }
}
