package io.sluice.standalone;

/** Why the launcher will not start, in one line for the person at the keyboard, who has no use for a stack trace. */
final class Refusal extends RuntimeException {
    static final int BAD_SETTING = 2;
    static final int BAD_SURROUNDINGS = 1;

    private final String line;
    private final int exitCode;

    private Refusal(int exitCode, String line) {
        super(line, null, false, false);
        this.line = line;
        this.exitCode = exitCode;
    }

    static Refusal setting(String name, String value, String expectation) {
        return new Refusal(BAD_SETTING, "%s is \"%s\", but must be %s.".formatted(name, value, expectation));
    }

    static Refusal surroundings(String line) {
        return new Refusal(BAD_SURROUNDINGS, line);
    }

    String line() {
        return line;
    }

    int exitCode() {
        return exitCode;
    }
}
