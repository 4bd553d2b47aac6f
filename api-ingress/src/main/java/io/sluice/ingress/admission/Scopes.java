package io.sluice.ingress.admission;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a caller may do: {@code resource:action}, either side possibly {@code *}. Whoever may {@code write} may
 * {@code add} and {@code change}, and whoever may {@code power} a server may start, stop, restart and shut it down, and
 * cancel what was put off. {@code users} is another word for {@code accounts}, because older integrations say
 * so, and the permissions of the service desk keep the names that they had there.
 */
public final class Scopes {
    /** Nothing at all. */
    public static final Scopes NONE = new Scopes(List.of());

    private static final Pattern FORM = Pattern.compile("(\\*|[a-z][a-z-]{0,31}):(\\*|[a-z][a-z-]{0,31})");

    /** The permissions of the service desk by their names there, in the order in which they are told. */
    static final Map<String, String> OF_THE_SERVICE_DESK = ofTheServiceDesk();

    /** What whoever may {@code power} a server may do to it. */
    private static final Set<String> POWER = Set.of("start", "stop", "restart", "shutdown", "cancel");

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

    /** Every scope, by each of its names, whose holder may do what this one permits. */
    public static List<String> covering(String scope) {
        var wanted = canonical(scope);
        int colon = wanted.indexOf(':');
        var resource = wanted.substring(0, colon);
        var action = wanted.substring(colon + 1);
        var covering = new ArrayList<String>();
        for (var one : List.of(resource, "*").stream().distinct().toList()) {
            for (var other : Stream.of(action, "*", "write", "power")
                    .filter(held -> action(held, action))
                    .distinct()
                    .toList()) {
                covering.add(one + ":" + other);
                if (one.equals("accounts")) covering.add("users:" + other);
            }
        }
        OF_THE_SERVICE_DESK.forEach((name, meant) -> {
            if (covering.contains(meant)) covering.add(name);
        });
        return covering;
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
        return side(have, wanted)
                || (have.equals("write") && (wanted.equals("add") || wanted.equals("change")))
                || (have.equals("power") && POWER.contains(wanted));
    }

    private static boolean side(String have, String wanted) {
        return have.equals("*") || have.equals(wanted);
    }

    private static Map<String, String> ofTheServiceDesk() {
        var names = new LinkedHashMap<String, String>();
        for (var resource : List.of("workitem", "customer", "task")) {
            var app = resource.equals("customer") ? "customers" : "tasks";
            var ours = resource.equals("workitem") ? "work-items" : resource + "s";
            names.put("view_all_" + resource + "s", ours + ":read");
            names.put(app + ".add_" + resource, ours + ":add");
            names.put(app + ".change_" + resource, ours + ":change");
        }
        return Collections.unmodifiableMap(names);
    }

    private static String canonical(String scope) {
        if (scope.startsWith("users:")) return "accounts:" + scope.substring("users:".length());
        return OF_THE_SERVICE_DESK.getOrDefault(scope, scope);
    }
}
