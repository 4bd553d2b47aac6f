package io.sluice.system.stack;

import java.net.http.HttpResponse;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What the API answered. */
public record Answer(int status, HttpResponse<String> response) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Answer of(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response);
    }

    public JsonNode json() {
        return response.body().isEmpty() ? MissingNode.getInstance() : JSON.readTree(response.body());
    }

    /** A text field of the body, or "" when there is none. */
    public String text(String pointer) {
        return json().at(pointer).asString("");
    }

    public Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    @Override
    public String toString() {
        return status + " " + response.body();
    }
}
