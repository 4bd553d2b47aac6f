package io.sluice.system.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.stack.Sluice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One example of the OpenAPI document; {@code -Dexamples=write} writes it anew. */
record ExampleFile(String name) {
    private static final Path FOLDER = Sluice.root().resolve("api-ingress/src/main/resources/openapi-examples");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** They differ from run to run by what ran before. */
    private static final List<String> CHANCE =
            List.of("number", "password", "next_cursor", "access_token", "kid", "x", "y", "address");

    static ExampleFile of(String method, String template, String what) {
        var name = (method + template).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return new ExampleFile(name.replaceAll("-$", "") + "." + what);
    }

    /** The same, but for ids, secrets, times and what else is never the same twice. */
    void mustBeLike(JsonNode real) {
        if ("write".equals(System.getProperty("examples")) && !isLike(real)) write(real);
        assertThat(file())
                .as(name + " is missing; run this test with -Dexamples=write and look at what it writes")
                .exists();
        assertThat(normal(JSON.readTree(file().toFile())))
                .as(name + " is no longer what is answered; run this test with -Dexamples=write")
                .isEqualTo(normal(real));
    }

    private boolean isLike(JsonNode real) {
        return Files.exists(file()) && normal(JSON.readTree(file().toFile())).equals(normal(real));
    }

    private Path file() {
        return FOLDER.resolve(name + ".json");
    }

    private void write(JsonNode real) {
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(
                    file(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(real) + System.lineSeparator());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode normal(JsonNode node) {
        if (node.isString()) return JSON.getNodeFactory().stringNode(normal(node.stringValue()));
        if (node.isArray()) {
            var array = JSON.createArrayNode();
            node.forEach(item -> array.add(normal(item)));
            return array;
        }
        if (!(node instanceof ObjectNode object)) return node;
        var normal = JSON.createObjectNode();
        object.properties().forEach(field -> {
            boolean chance =
                    CHANCE.contains(field.getKey()) && !field.getValue().isNull();
            normal.set(field.getKey(), chance ? JSON.getNodeFactory().stringNode("…") : normal(field.getValue()));
        });
        return normal;
    }

    private static String normal(String text) {
        return text.replaceAll("\\brfs_[0-9A-Za-z_-]{24,}", "rfs_…")
                .replaceAll("\\bnod_[0-9a-f-]{36}", "nod_…")
                .replaceAll("\\bWait \\d+ s\\b", "Wait … s")
                .replaceAll("\\b([a-z]{3})_[0-9a-z]{24,}", "$1_…")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "time")
                .replaceAll("\\bexpire=\\d{10}", "expire=time")
                .replaceAll("\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b", "uuid")
                .replaceAll("\\b[0-9a-f]{64}\\b", "sha-256")
                .replaceAll("\\bsk_(live|test)_[0-9A-Za-z]{32}", "sk_$1_…")
                .replaceAll("\\bsk_(live|test)_.*…[0-9A-Za-z]{4}", "sk_$1_…");
    }
}
