package io.sluice.ingress.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/**
 * Puts real requests and answers into the document. They are files named after method, path and status, written by the
 * test that makes those requests; a difference between file and answer fails it.
 */
@Component
final class Examples implements OpenApiCustomizer {
    private static final String FOLDER = "/openapi-examples/";

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public void customise(OpenAPI document) {
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap()
                        .forEach((method, operation) -> illustrate(name(method, path), operation)));
    }

    private void illustrate(String name, Operation operation) {
        var request = operation.getRequestBody();
        if (request != null) put(request.getContent(), name + ".request");
        operation.getResponses().forEach((status, response) -> put(response.getContent(), name + "." + status));
    }

    private void put(@Nullable Content content, String file) {
        if (content == null) return;
        read(file).ifPresent(example -> content.values().forEach(type -> type.setExample(example)));
    }

    private Optional<JsonNode> read(String file) {
        try (var stream = Examples.class.getResourceAsStream(FOLDER + file + ".json")) {
            return stream == null ? Optional.empty() : Optional.of(json.readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(PathItem.HttpMethod method, String path) {
        return (method + path)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("-$", "");
    }
}
