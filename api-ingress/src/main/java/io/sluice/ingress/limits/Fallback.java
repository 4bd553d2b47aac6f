package io.sluice.ingress.limits;

/** How a limit counts at a node that hears nothing of the others. */
public enum Fallback {
    /** Each node admits its part of the limit, so that all of them together admit no more than it. */
    SHARE,
    /** Nothing is refused; what is admitted is counted all the same. */
    OPEN,
    /** Everything is refused. */
    CLOSED;

    /** As tenants choose it; whatever a later version may add, the safest is to go on counting. */
    public static Fallback of(String text) {
        return switch (text) {
            case "open" -> OPEN;
            case "closed" -> CLOSED;
            default -> SHARE;
        };
    }

    /** In the words of the API. */
    public String text() {
        return switch (this) {
            case SHARE -> "share";
            case OPEN -> "open";
            case CLOSED -> "closed";
        };
    }
}
