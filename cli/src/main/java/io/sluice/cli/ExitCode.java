package io.sluice.cli;

import java.util.Arrays;
import java.util.List;

/** How the tool ends, for scripts. A number never gets another meaning. */
enum ExitCode {
    OK(0, "done"),
    UNEXPECTED(1, "something went wrong that is nobody's fault who calls; --verbose tells more"),
    USAGE(2, "the command line is wrong, or a file that it names"),
    NOT_SIGNED_IN(3, "there is no credential, or it is not good (401)"),
    NOT_PERMITTED(4, "the credential is good, and lacks the permission (403)"),
    NOT_FOUND(5, "there is no such thing in the tenant (404)"),
    REFUSED(6, "refused as it stands: a conflict, a wrong field, a command that failed (other 4xx)"),
    RATE_LIMITED(7, "too many requests (429)"),
    UNAVAILABLE(8, "no connection, no answer in time, or not known to be done yet (503); repeat it later"),
    INTERRUPTED(130, "stopped by Ctrl-C");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    String meaning() {
        return meaning;
    }

    static ExitCode ofStatus(int status) {
        return switch (status) {
            case 401 -> NOT_SIGNED_IN;
            case 403 -> NOT_PERMITTED;
            case 404 -> NOT_FOUND;
            case 429 -> RATE_LIMITED;
            case 502, 503, 504 -> UNAVAILABLE;
            default -> status >= 400 && status < 500 ? REFUSED : UNEXPECTED;
        };
    }

    /** One line for each, as {@code help exit-codes} prints them. */
    static List<String> lines() {
        return Arrays.stream(values())
                .map(code -> "%3d  %s".formatted(code.number, code.meaning))
                .toList();
    }
}
