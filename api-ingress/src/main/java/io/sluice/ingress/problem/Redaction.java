package io.sluice.ingress.problem;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes credentials out of what callers have sent before it is told or kept: whoever puts a key into an address or a
 * field of another name must not find it in a log afterwards, theirs or ours. It knows them by how they begin.
 */
public final class Redaction {
    /** What a text must hold to be looked at more closely; most hold none of it. Media types are in small letters. */
    private static final List<String> BEGINNINGS = List.of("sk_", "pak_", "xpanel_", "vps_", "rft_", "eyJ", "eyj");

    /** Eight characters behind the beginning are more than any mask shows. */
    private static final Pattern CREDENTIAL =
            Pattern.compile("(sk_live_|sk_test_|pak_|xpanel_|vps_|rft_|ey[Jj])[0-9A-Za-z_.~+/=-]{8,}");

    private Redaction() {}

    /** The text with the beginning of each credential alone. */
    public static String of(String text) {
        // No pattern, because every refusal comes by here.
        for (var beginning : BEGINNINGS) {
            if (text.contains(beginning)) return CREDENTIAL.matcher(text).replaceAll("$1…");
        }
        return text;
    }

    /** The path of a request, where a credential may also be percent-encoded; only then it is told decoded. */
    static String ofPath(String path) {
        if (path.indexOf('%') < 0) return of(path);
        var decoded = decoded(path);
        var redacted = of(decoded);
        return redacted.equals(decoded) ? path : redacted;
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return path;
        }
    }
}
