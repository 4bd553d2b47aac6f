package io.sluice.ingress.policies;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One route or several: a method or {@code *}, and a path as the document of the API has it, or all below one where it
 * ends in {@code /**}. What stands for an id is of no importance.
 *
 * @param path with {@code {}} for each id
 */
record Route(String method, String path) {
    private static final Pattern FORM = Pattern.compile("(\\*|GET|POST|PUT|PATCH|DELETE) (/[^\\s?#]{0,200})");
    private static final Pattern ID = Pattern.compile("\\{[^/}]*}");
    private static final String ALL_BELOW = "/**";

    /** Empty for what is not of that form. */
    static Optional<Route> parse(String text) {
        var form = FORM.matcher(text);
        return form.matches() ? Optional.of(new Route(form.group(1), normal(form.group(2)))) : Optional.empty();
    }

    /** Whether a request is of it, by the pattern of its path. */
    boolean isOf(String requested, String pattern) {
        if (!method.equals("*") && !method.equals(requested)) return false;
        var asked = normal(pattern);
        if (!path.endsWith(ALL_BELOW)) return path.equals(asked);
        var above = path.substring(0, path.length() - ALL_BELOW.length());
        return asked.equals(above) || asked.startsWith(above + "/");
    }

    private static String normal(String path) {
        return ID.matcher(path).replaceAll("{}");
    }
}
