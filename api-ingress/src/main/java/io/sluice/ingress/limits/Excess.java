package io.sluice.ingress.limits;

/**
 * Why a request is refused.
 *
 * @param limit that has nothing for it
 * @param until when it may succeed at the earliest, in epoch milliseconds by the clock of the broker
 */
public record Excess(Limit limit, Reason reason, long until) {
    /** In which way a limit has nothing for a request. */
    public enum Reason {
        /** The limit is used up, for certain. */
        USED_UP,
        /** This node hears nothing of the others, and its own part of the limit is used up. */
        ALONE,
        /** More requests wait for tokens than may. */
        CROWDED,
        /** No token came within the time that a request may wait. */
        WAITED;

        /** In the words of the API. */
        public String text() {
            return switch (this) {
                case USED_UP -> "used_up";
                case ALONE -> "alone";
                case CROWDED -> "crowded";
                case WAITED -> "waited";
            };
        }

        /** Reads {@link #text()}. */
        public static Reason of(String text) {
            for (var reason : values()) if (reason.text().equals(text)) return reason;
            throw new IllegalArgumentException("no request is refused because of \"" + text + '"');
        }
    }
}
