package io.sluice.ingress.commands;

import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.RefusedException;
import io.sluice.schemas.CommandStatus;
import io.sluice.schemas.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;

/** The ids of a command's events. They follow from its status alone, so any instance goes on where another ended. */
final class CommandEvent {
    /** Of the final event. */
    static final int LAST = 3;

    private CommandEvent() {}

    static int id(CommandStatus status) {
        return switch (status) {
            case ACCEPTED -> 1;
            case SCHEDULED -> 2;
            case SUCCEEDED, FAILED, CANCELLED -> LAST;
        };
    }

    /** Reads {@code Last-Event-ID}; 0 where nothing was seen. */
    static int lastSeen(HttpServletRequest request) {
        var id = request.getHeader("Last-Event-ID");
        if (id == null || id.isEmpty()) return 0;
        if (id.matches("[1-" + LAST + "]")) return Integer.parseInt(id);
        throw new RefusedException(Problem.of(
                ProblemCode.MALFORMED_REQUEST,
                "Last-Event-ID must be the id of an event of this stream, 1 to " + LAST + ", or be left out."));
    }
}
