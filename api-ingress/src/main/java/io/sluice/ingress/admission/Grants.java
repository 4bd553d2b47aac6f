package io.sluice.ingress.admission;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a key may do, in the words of each system whose keys are taken over. All of them are projections of
 * {@link Scopes}: each is read into scopes, and told of scopes again. A word is told of a key that may do all that the
 * word stands for; so whatever was read is told again, and nothing is told that the key may not do.
 */
sealed interface Grants {
    /** What it stands for. */
    Scopes scopes();

    /** Three switches, of the proxy panel. */
    record Switches(boolean canRead, boolean canWrite, boolean canDelete) implements Grants {
        private static final List<String> READ = List.of(
                "accounts:read", "commands:read", "outbounds:read", "rules:read", "subscriptions:read", "traffic:read");
        private static final List<String> WRITE = List.of("accounts:write", "outbounds:write", "rules:write");
        private static final List<String> DELETE = List.of("accounts:delete", "outbounds:delete", "rules:delete");

        public static Switches of(Scopes scopes) {
            return new Switches(coverAll(scopes, READ), coverAll(scopes, WRITE), coverAll(scopes, DELETE));
        }

        @Override
        public Scopes scopes() {
            return union(canRead ? READ : List.of(), canWrite ? WRITE : List.of(), canDelete ? DELETE : List.of());
        }
    }

    /** A list of scopes, of the Xray panel, which says {@code users} for accounts and {@code stats} for traffic. */
    record ScopeList(List<String> words) implements Grants {
        private static final Map<String, String> OURS = Map.of("users", "accounts", "stats", "traffic");

        public ScopeList {
            words = List.copyOf(words);
        }

        public static ScopeList of(Scopes scopes) {
            return new ScopeList(scopes.held().stream()
                    .map(scope -> {
                        for (var word : OURS.entrySet()) {
                            if (scope.startsWith(word.getValue() + ":"))
                                return word.getKey()
                                        + scope.substring(word.getValue().length());
                        }
                        return scope;
                    })
                    .toList());
        }

        @Override
        public Scopes scopes() {
            return new Scopes(words.stream()
                    .filter(Scopes::wellFormed)
                    .map(word -> {
                        int colon = word.indexOf(':');
                        if (colon < 0) return word;
                        var resource = word.substring(0, colon);
                        return OURS.getOrDefault(resource, resource) + word.substring(colon);
                    })
                    .toList());
        }
    }

    /** A list of what may be done to servers, of the panel for virtual servers. */
    record Actions(List<String> words) implements Grants {
        private static final Map<String, String> SCOPES = ordered(
                "start", "servers:start",
                "stop", "servers:stop",
                "restart", "servers:restart",
                "shutdown", "servers:shutdown",
                "cancel", "servers:cancel",
                "status", "servers:read");

        public Actions {
            words = List.copyOf(words);
        }

        public static Actions of(Scopes scopes) {
            return new Actions(covered(scopes, SCOPES));
        }

        /** A word that is not known stands for nothing. */
        @Override
        public Scopes scopes() {
            return new Scopes(
                    words.stream().filter(SCOPES::containsKey).map(SCOPES::get).toList());
        }
    }

    /** The permissions of a role, of the service desk. */
    record RolePermissions(List<String> words) implements Grants {
        public RolePermissions {
            words = List.copyOf(words);
        }

        public static RolePermissions of(Scopes scopes) {
            return new RolePermissions(covered(scopes, Scopes.OF_THE_SERVICE_DESK));
        }

        /** A permission that is not known stands for nothing. */
        @Override
        public Scopes scopes() {
            return new Scopes(words.stream()
                    .filter(Scopes.OF_THE_SERVICE_DESK::containsKey)
                    .toList());
        }
    }

    /** Three levels, none of which contains another but the last, of the provider's framework. */
    record Levels(boolean read, boolean write, boolean admin) implements Grants {
        public static Levels of(Scopes scopes) {
            return new Levels(scopes.cover("*:read"), scopes.cover("*:write"), scopes.cover("*:*"));
        }

        @Override
        public Scopes scopes() {
            return union(
                    read ? List.of("*:read") : List.of(),
                    write ? List.of("*:write") : List.of(),
                    admin ? List.of("*:*") : List.of());
        }
    }

    private static boolean coverAll(Scopes scopes, Collection<String> wanted) {
        return wanted.stream().allMatch(scopes::cover);
    }

    private static List<String> covered(Scopes scopes, Map<String, String> words) {
        var covered = new ArrayList<String>();
        words.forEach((word, scope) -> {
            if (scopes.cover(scope)) covered.add(word);
        });
        return covered;
    }

    private static Scopes union(List<String> one, List<String> other, List<String> last) {
        return new Scopes(Stream.of(one, other, last).flatMap(List::stream).toList());
    }

    private static Map<String, String> ordered(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (int at = 0; at < pairs.length; at += 2) map.put(pairs[at], pairs[at + 1]);
        return map;
    }
}
