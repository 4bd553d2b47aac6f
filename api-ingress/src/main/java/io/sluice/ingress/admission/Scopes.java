package io.sluice.ingress.admission;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a key may do: {@code resource:action}, either side possibly {@code *}. {@code users} is another word for
 * {@code accounts}, because older integrations say so.
 */
public final class Scopes {
    private static final Pattern FORM = Pattern.compile("(\\*|[a-z][a-z-]{0,31}):(\\*|[a-z][a-z-]{0,31})");

    private final List<String> held;

    public Scopes(Collection<String> held) {
        this.held = held.stream().map(Scopes::canonical).toList();
    }

    /** Whether a text is a scope at all. */
    public static boolean wellFormed(String scope) {
        return FORM.matcher(scope).matches();
    }

    /** Whether one of the held scopes covers this one, itself possibly with a wildcard. */
    public boolean cover(String scope) {
        var wanted = canonical(scope);
        if (held.contains(wanted)) return true;
        for (var have : held) if (covers(have, wanted)) return true;
        return false;
    }

    public List<String> held() {
        return held;
    }

    private static boolean covers(String have, String wanted) {
        int haveColon = have.indexOf(':');
        int wantedColon = wanted.indexOf(':');
        return side(have.substring(0, haveColon), wanted.substring(0, wantedColon))
                && side(have.substring(haveColon + 1), wanted.substring(wantedColon + 1));
    }

    private static boolean side(String have, String wanted) {
        return have.equals("*") || have.equals(wanted);
    }

    private static String canonical(String scope) {
        return scope.startsWith("users:") ? "accounts:" + scope.substring("users:".length()) : scope;
    }
}
