package io.sluice.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Why the tool ends without having done what it was asked for: what is told, and the number that it ends with. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitCode code;

    Failure(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    Failure(ExitCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** A refusal of the API: title, detail, each error, and the id by which its operators find the request. */
    static Failure of(Answer answer) {
        return new Failure(ExitCode.ofStatus(answer.status()), text(answer.status(), answer.json()));
    }

    /** Why a command failed, in the same shape. */
    static Failure ofCommand(JsonNode error) {
        int status = error.path("status").asInt(500);
        return new Failure(ExitCode.ofStatus(status), text(status, error));
    }

    ExitCode code() {
        return code;
    }

    private static String text(int status, JsonNode problem) {
        var lines = new ArrayList<String>();
        var title = problem.path("title").asString("The answer is " + status + " and no problem document");
        var name = problem.path("error_code").asString("");
        lines.add(name.isEmpty() ? title : title + " (" + status + " " + name + ")");
        if (problem.hasNonNull("detail")) lines.add(problem.path("detail").asString());
        for (var error : errors(problem)) {
            lines.add("  " + error.path("pointer").asString() + " "
                    + error.path("detail").asString());
        }
        if (problem.hasNonNull("request_id")) {
            lines.add("request " + problem.path("request_id").asString());
        }
        return String.join("\n", lines);
    }

    /** One error alone says what the detail has said. */
    private static List<JsonNode> errors(JsonNode problem) {
        var errors = problem.path("errors");
        return errors.size() < 2 ? List.of() : List.copyOf(errors.values());
    }
}
