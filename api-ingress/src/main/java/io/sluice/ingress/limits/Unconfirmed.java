package io.sluice.ingress.limits;

/**
 * How much of what this node admitted Kafka does not know, which is lost if the process is killed. All of it counts up
 * only, so that a late confirmation does no harm.
 */
final class Unconfirmed {
    private long max;
    private long admitted;
    private long told;
    private long confirmed;

    /** @param max see {@link io.sluice.schemas.LimitTerms#unconfirmedMax} */
    Unconfirmed(long max) {
        this.max = max;
    }

    void allow(long another) {
        max = another;
    }

    /** A request that costs more than there may be would never be admitted. */
    void allowFor(long cost) {
        max = Math.max(max, cost);
    }

    void admit(long cost) {
        admitted += cost;
    }

    /** All of it is told in a report. */
    void tell() {
        told = admitted;
    }

    /** Kafka has a report that told so much. */
    void confirm(long toldThen) {
        confirmed = Math.max(confirmed, toldThen);
    }

    /** How much may be admitted now. */
    long left() {
        return max - (admitted - confirmed);
    }

    /** Whether it is time to tell, so that hardly anybody has to wait. */
    boolean isToBeTold() {
        return 2 * (admitted - told) >= max;
    }

    long told() {
        return told;
    }

    long max() {
        return max;
    }
}
