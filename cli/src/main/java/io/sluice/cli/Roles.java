package io.sluice.cli;

import java.util.ArrayList;
import java.util.Map;

/** Roles as people call them. */
final class Roles {
    private Roles() {}

    /** The id of one that is called by its id, its number or its name. */
    static String id(Api api, String text) {
        if (text.startsWith("rol_")) return text;
        if (text.matches("\\d+")) {
            return api.get("/v1/roles/" + text).json().path("id").asString();
        }
        var named = new ArrayList<String>();
        api.pages(
                "/v1/roles",
                Map.of("sort", "name"),
                Long.MAX_VALUE,
                page -> page.stream()
                        .filter(role -> role.path("name").asString().equalsIgnoreCase(text))
                        .forEach(role -> named.add(role.path("id").asString())));
        if (named.size() == 1) return named.getFirst();
        throw new Failure(
                ExitCode.NOT_FOUND,
                "%s is called \"%s\". Say its number or its id, as sluice roles list shows them."
                        .formatted(named.isEmpty() ? "No role" : "More than one role", text));
    }

    /** "Front desk (5)", or the id for whoever may not read roles. */
    static String shown(Api api, String id) {
        try {
            var role = api.get("/v1/roles/" + id).json();
            return Printer.value(role.path("name")) + " (" + role.path("number").asLong() + ")";
        } catch (Failure _) {
            return id;
        }
    }
}
