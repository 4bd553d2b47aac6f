package io.sluice.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Bodies of requests, of which nothing is written that was not said. */
final class Json {
    /** Numbers stay as they are written. */
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final ObjectNode node = MAPPER.createObjectNode();

    static Json object() {
        return new Json();
    }

    Json with(String name, @Nullable String value) {
        if (value != null) node.put(name, value);
        return this;
    }

    Json with(String name, long value) {
        node.put(name, value);
        return this;
    }

    Json with(String name, boolean value) {
        node.put(name, value);
        return this;
    }

    /** As the limits of a key. */
    Json withRates(String name, List<Rate> rates) {
        for (var rate : rates) {
            node.withArray(name).addObject().put("limit", rate.requests()).put("window", rate.seconds());
        }
        return this;
    }

    Json with(String name, List<String> values) {
        if (!values.isEmpty()) values.forEach(node.withArray(name)::add);
        return this;
    }

    String text() {
        return node.toString();
    }
}
