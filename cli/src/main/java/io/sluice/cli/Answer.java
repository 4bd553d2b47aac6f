package io.sluice.cli;

import java.net.http.HttpResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What the API answered.
 *
 * @param text its body, untouched
 * @param json the same, read; nothing where it is no JSON
 */
record Answer(int status, String text, JsonNode json) {
    static Answer of(HttpResponse<String> response) {
        return of(response.statusCode(), response.body());
    }

    static Answer of(int status, String body) {
        return new Answer(status, body, read(body));
    }

    private static JsonNode read(String body) {
        try {
            return body.isBlank() ? MissingNode.getInstance() : Json.MAPPER.readTree(body);
        } catch (JacksonException e) {
            // A proxy in between answers in HTML.
            return MissingNode.getInstance();
        }
    }
}
