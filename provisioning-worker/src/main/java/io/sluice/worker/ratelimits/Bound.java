package io.sluice.worker.ratelimits;

import io.sluice.schemas.avro.CreateRateLimit;

/**
 * How many rate limits there may be beside each other: every request is looked up in all that concern it. Those of the
 * platform are counted for themselves, so that no tenant keeps the platform from limiting it by making many of its own.
 *
 * @param where as callers call it
 */
record Bound(int max, String where) {
    private static final Bound OF_KEY = new Bound(20, "This key");

    private static final Bound OF_TENANT = new Bound(100, "This tenant's environment");

    static Bound of(CreateRateLimit create) {
        return create.getKeyId() == null ? OF_TENANT : OF_KEY;
    }

    /** Why there cannot be another one. */
    String reached() {
        return where + " has " + max + " rate limits, which is as many as there may be. Change one of them, or delete"
                + " one first; GET /v1/rate-limits lists them.";
    }
}
