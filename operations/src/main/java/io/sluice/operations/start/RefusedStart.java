package io.sluice.operations.start;

/** A start that cannot succeed before somebody changes something; the message says what, in one line. */
public final class RefusedStart extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RefusedStart(String line) {
        super(line);
    }
}
