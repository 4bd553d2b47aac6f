package io.sluice.ingress.admission;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a caller may do: {@code resource:action}, either side possibly {@code *}. Whoever may {@code write} may
 * {@code add} and {@code change}. {@code users} is another word for {@code accounts}, because older integrations say
 * so, and the permissions of the service desk keep the names that they had there.
 */
public final class Scopes {
    /** Nothing at all. */
    public static final Scopes NONE = new Scopes(List.of());

    private static final Pattern FORM = Pattern.compile("(\\*|[a-z][a-z-]{0,31}):(\\*|[a-z][a-z-]{0,31})");

    private static final Map<String, String> OF_THE_SERVICE_DESK = Map.of(
            "view_all_workitems", "work-items:read",
            "tasks.add_workitem", "work-items:add",
            "tasks.change_workitem", "work-items:change",
            "view_all_customers", "customers:read",
            "customers.add_customer", "customers:add",
            "customers.change_customer", "customers:change",
            "view_all_tasks", "tasks:read",
            "tasks.add_task", "tasks:add",
            "tasks.change_task", "tasks:change");

    private final List<String> held;

    public Scopes(Collection<String> held) {
        this.held = held.stream().map(Scopes::canonical).distinct().toList();
    }

    /** Whether a text is a scope at all. */
    public static boolean wellFormed(String scope) {
        return FORM.matcher(scope).matches() || OF_THE_SERVICE_DESK.containsKey(scope);
    }

    /** Whether one of the held scopes covers this one, itself possibly with a wildcard. */
    public boolean cover(String scope) {
        var wanted = canonical(scope);
        if (held.contains(wanted)) return true;
        for (var have : held) if (covers(have, wanted)) return true;
        return false;
    }

    /** Whether everything that those permit is covered. */
    public boolean coverAll(Scopes those) {
        return those.held.stream().allMatch(this::cover);
    }

    /** These and those. */
    Scopes and(Scopes those) {
        if (those.held.isEmpty()) return this;
        if (held.isEmpty()) return those;
        return new Scopes(Stream.concat(held.stream(), those.held.stream()).toList());
    }

    /** As {@code resource:action}, by whatever name they were given. */
    public List<String> held() {
        return held;
    }

    private static boolean covers(String have, String wanted) {
        int haveColon = have.indexOf(':');
        int wantedColon = wanted.indexOf(':');
        return side(have.substring(0, haveColon), wanted.substring(0, wantedColon))
                && action(have.substring(haveColon + 1), wanted.substring(wantedColon + 1));
    }

    private static boolean action(String have, String wanted) {
        return side(have, wanted) || (have.equals("write") && (wanted.equals("add") || wanted.equals("change")));
    }

    private static boolean side(String have, String wanted) {
        return have.equals("*") || have.equals(wanted);
    }

    private static String canonical(String scope) {
        if (scope.startsWith("users:")) return "accounts:" + scope.substring("users:".length());
        return OF_THE_SERVICE_DESK.getOrDefault(scope, scope);
    }
}
