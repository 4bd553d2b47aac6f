package io.sluice.ingress.ratelimits;

import io.sluice.ingress.routes.GuardedRoutes;
import io.sluice.ingress.routes.GuardedRoutes.Route;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Which requests a rate limit can be for: {@code POST /v1/accounts}, with {@code *} for every method, and with
 * {@code /**} at the end for the path before it and all below. Only what there is can be named, so that a typing error
 * is told and does not limit nothing.
 */
@Component
final class RoutePatterns {
    static final int LENGTH_MAX = 200;

    static final String EXPECTED =
            "a method or *, a blank, and a path as the OpenAPI document has it, like POST /v1/accounts or"
                    + " * /v1/accounts/**";

    private static final Pattern FORM = Pattern.compile("(\\*|[A-Z]+) (/\\S*)");
    private static final String BELOW = "/**";
    private static final String ANY = "*";

    /** A pattern that was read, or what is wrong with it. */
    sealed interface Reading {}

    /** @param pattern with the parameters called as the document calls them */
    record Read(String pattern) implements Reading {}

    /** @param why goes on after the name of the field */
    record Wrong(String why) implements Reading {}

    private final Supplier<List<Route>> routes;

    @Autowired
    RoutePatterns(GuardedRoutes routes) {
        this(routes::all);
    }

    RoutePatterns(Supplier<List<Route>> routes) {
        this.routes = routes;
    }

    Reading read(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) return new Wrong("must be " + EXPECTED);
        var method = parts.group(1);
        var path = parts.group(2);
        var fitting = fitting(path);
        if (fitting.isEmpty()) return new Wrong(noSuchPath(path));
        var meant = fitting.stream().filter(route -> allows(method, route)).toList();
        if (meant.isEmpty()) return new Wrong(noSuchMethod(fitting));
        return new Read(method + " " + named(path, meant.getFirst()));
    }

    private List<Route> fitting(String path) {
        boolean below = path.endsWith(BELOW);
        var wanted = segments(below ? path.substring(0, path.length() - BELOW.length()) : path);
        return routes.get().stream()
                .filter(route -> fits(wanted, segments(route.path()), below, RoutePatterns::isSame))
                .toList();
    }

    private interface Likeness {
        boolean test(String wanted, String there);
    }

    private static boolean fits(List<String> wanted, List<String> there, boolean below, Likeness likeness) {
        if (below ? wanted.size() > there.size() : wanted.size() != there.size()) return false;
        return IntStream.range(0, wanted.size()).allMatch(at -> likeness.test(wanted.get(at), there.get(at)));
    }

    /** Whatever a parameter is called. */
    private static boolean isSame(String wanted, String there) {
        return wanted.equals(there) || (isParameter(wanted) && isParameter(there));
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    private static boolean allows(String method, Route route) {
        return method.equals(ANY) || method.equals(route.method());
    }

    private static String named(String path, Route route) {
        if (!path.endsWith(BELOW)) return route.path();
        int depth = segments(path).size() - 1;
        return segments(route.path()).stream()
                .limit(depth)
                .map(segment -> "/" + segment)
                .collect(Collectors.joining("", "", BELOW));
    }

    /** It is not repeated: whoever mistakes one field for another may have put anything there. */
    private String noSuchPath(String path) {
        var meant = routes.get().stream()
                .map(Route::path)
                .filter(there -> fits(segments(path), segments(there), false, RoutePatterns::isOneOf))
                .findFirst();
        return "names no path that asks for a key or a token; "
                + meant.map(there -> "for this one say " + there)
                        .orElse("it must be " + EXPECTED + ", and GET /openapi.json shows all");
    }

    private static boolean isOneOf(String wanted, String there) {
        return wanted.equals(there) || isParameter(there);
    }

    private static String noSuchMethod(List<Route> fitting) {
        var methods = fitting.stream().map(Route::method).distinct().sorted().toList();
        return "names a method that there is not at this path; it has " + String.join(", ", methods)
                + ", and * is all of them";
    }

    private static List<String> segments(String path) {
        return path.isEmpty() ? List.of() : List.of(path.substring(1).split("/", -1));
    }
}
