package io.sluice.worker.claims;

/**
 * Another worker took up the same claim and was done first. It happens while partitions change hands, and when two
 * requests under one Idempotency-Key speak of two resources.
 */
public final class ClaimedMeanwhileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ClaimedMeanwhileException() {
        super("another worker has taken up one of these commands");
    }
}
