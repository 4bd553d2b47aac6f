package io.sluice.ingress.lists;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.RefusedException;
import io.sluice.schemas.ProblemCode;
import java.util.Base64;
import java.util.List;

/**
 * Where a page ended: opaque to callers, the sort and the values of the last item to us. The next page starts behind
 * those values, so it costs the same however far down it is, and nothing is skipped or repeated while items are added.
 */
record Cursor(List<String> parts) {
    private static final String SEPARATOR = "\u001f";

    /** As callers see it. */
    String text() {
        var joined = String.join(SEPARATOR, parts);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(joined.getBytes(UTF_8));
    }

    /**
     * Reads one that a list gave.
     *
     * @param kind the first part that it must have: a cursor of one sort is of no use to another
     * @param parts how many it has; the last one may hold the separator
     * @throws RefusedException when it is not that of this list and sort
     */
    static Cursor read(String text, String kind, int parts) {
        try {
            var read = List.of(new String(Base64.getUrlDecoder().decode(text), UTF_8).split(SEPARATOR, parts));
            if (read.size() == parts && read.getFirst().equals(kind)) return new Cursor(read);
        } catch (IllegalArgumentException notBase64) {
            // Told below.
        }
        throw refused();
    }

    /** What is said of a cursor that no list of ours gave. */
    static RefusedException refused() {
        return new RefusedException(Problem.of(
                ProblemCode.MALFORMED_REQUEST,
                "cursor is not one that this list gave with this sort; "
                        + "send next_cursor of the page before, unchanged."));
    }
}
