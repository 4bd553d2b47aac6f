package io.sluice.ingress.addresses;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What proxies say of the machines that a request came by, the nearest first, and empty for one whose address cannot be
 * told. Whatever a caller has put before it stands further away, and of what is further than {@link #HOPS_MAX} nothing
 * is read.
 */
final class Forwarding {
    /** More than any way has; a longer one ends with a machine that is not known. */
    static final int HOPS_MAX = 20;

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";

    /** One parameter and how it ends. A backslash inside quotes is nothing that an address needs, and is not read. */
    private static final Pattern PARAMETER =
            Pattern.compile("\\G[ \\t]*+(?:(" + TOKEN + ")=(?:(" + TOKEN + ")|\"([^\"\\\\]*+)\"))?+[ \\t]*+([;,]|\\z)");

    private static final Pattern PORT = Pattern.compile(":([0-9]{1,5}|_[0-9A-Za-z._-]{1,32})");

    private Forwarding() {}

    /** From the lines of {@code X-Forwarded-For}, in their order. */
    static List<Optional<Address>> plain(List<String> lines) {
        var hops = new ArrayList<Optional<Address>>();
        for (var line : lines.reversed()) {
            int end = line.length();
            while (end >= 0) {
                if (hops.size() == HOPS_MAX) return ended(hops);
                int comma = line.lastIndexOf(',', end - 1);
                hops.add(node(line.substring(comma + 1, end).strip()));
                end = comma;
            }
        }
        return hops;
    }

    /** From the lines of {@code Forwarded} (RFC 7239), in their order. */
    static List<Optional<Address>> standard(List<String> lines) {
        var hops = new ArrayList<Optional<Address>>();
        for (var line : lines.reversed()) {
            for (var hop : elements(line).reversed()) {
                if (hops.size() == HOPS_MAX) return ended(hops);
                hops.add(hop);
            }
        }
        return hops;
    }

    private static List<Optional<Address>> ended(List<Optional<Address>> hops) {
        hops.add(Optional.empty());
        return hops;
    }

    /**
     * Of one line. One that cannot be read as a whole tells nothing at all: a quotation mark that a caller leaves open
     * would swallow what the proxy writes behind it.
     */
    private static List<Optional<Address>> elements(String line) {
        var elements = new ArrayList<Optional<Address>>();
        var parameters = PARAMETER.matcher(line);
        Optional<Address> hop = Optional.empty();
        boolean named = false;
        while (parameters.find()) {
            if ("for".equalsIgnoreCase(parameters.group(1))) {
                if (named) break;
                named = true;
                hop = node(parameters.group(2) == null ? parameters.group(3) : parameters.group(2));
            }
            if (parameters.group(4).equals(";")) continue;
            elements.add(hop);
            if (parameters.group(4).isEmpty()) return elements;
            hop = Optional.empty();
            named = false;
        }
        return List.of(Optional.empty());
    }

    /**
     * One machine: an address, possibly with a port, and then in brackets if it is of IPv6. Empty for {@code unknown},
     * for a name that hides it ({@code _proxy}), and for whatever else is no address.
     */
    private static Optional<Address> node(String text) {
        int bracket = text.startsWith("[") ? text.indexOf(']') : -1;
        if (bracket >= 0) {
            return isPort(text.substring(bracket + 1))
                    ? Address.parse(text.substring(1, bracket)).filter(_ -> text.lastIndexOf(':', bracket) > 0)
                    : Optional.empty();
        }
        int colon = text.indexOf(':');
        boolean hasPort = colon >= 0 && colon == text.lastIndexOf(':');
        if (!hasPort) return Address.parse(text);
        return isPort(text.substring(colon)) ? Address.parse(text.substring(0, colon)) : Optional.empty();
    }

    private static boolean isPort(String text) {
        return text.isEmpty() || PORT.matcher(text).matches();
    }
}
