package io.sluice.ingress.body;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A request's JSON object. A route that takes one as a parameter gets it bounded and well-formed, or is not called. */
public final class JsonBody {
    /** Of a route that takes none. */
    public static final JsonBody EMPTY = new JsonBody(JsonNodeFactory.instance.objectNode());

    private final ObjectNode root;

    /** The last hash: each of the thousand parts of a body asks for that of all of it. */
    private volatile @Nullable Hash hash;

    private record Hash(String route, ByteBuffer sha256) {}

    JsonBody(ObjectNode root) {
        this.root = root;
    }

    /** Starts reading its fields. */
    public Fields fields() {
        return new Fields(root);
    }

    /** SHA-256 of route and body, the same for another order of fields and other white space. */
    public byte[] hash(String route) {
        var known = hash;
        if (known == null || !known.route().equals(route)) {
            known = new Hash(route, ByteBuffer.wrap(sha256(route)));
            hash = known;
        }
        return known.sha256().array().clone();
    }

    private byte[] sha256(String route) {
        var canonical = new StringBuilder();
        write(root, canonical);
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(route.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return digest.digest(canonical.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void write(JsonNode node, StringBuilder out) {
        if (node.isObject()) {
            var sorted = new TreeMap<String, JsonNode>();
            node.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
            out.append('{');
            sorted.forEach((name, value) -> {
                // The length ends before the name begins: a name may begin with a digit.
                out.append(name.length()).append(':').append(name).append(':');
                write(value, out);
                out.append(',');
            });
            out.append('}');
        } else if (node.isArray()) {
            out.append('[');
            node.forEach(element -> {
                write(element, out);
                out.append(',');
            });
            out.append(']');
        } else {
            out.append(node);
        }
    }
}
