package io.sluice.schemas;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The schemas by id and by topic, from a registry that speaks Confluent's REST API. What was once read stays, because a
 * schema id never changes its meaning: a registry that goes away stops nobody who runs.
 */
public final class SchemaRegistry {
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final String COMPATIBILITY = "FULL_TRANSITIVE";
    private static final int CONFLICT = 409;
    private static final RegistryConnection NOBODY = RegistryConnection.to("http://none.invalid");
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryConnection connection;
    private final HttpClient http;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<String, Integer> ids = new ConcurrentHashMap<>();

    public SchemaRegistry(RegistryConnection connection) {
        this.connection = connection;
        this.http = connection.client(TIMEOUT);
    }

    /** @param url of the Confluent-compatible API, without a slash at its end */
    public SchemaRegistry(String url) {
        this(RegistryConnection.to(url));
    }

    /** Knows the schemas of this build as registered and asks nobody, for who reads only what he wrote himself. */
    public static SchemaRegistry ofThisBuild() {
        var registry = new SchemaRegistry(NOBODY);
        for (var topic : Topics.ALL) {
            int id = registry.ids.size() + 1;
            registry.schemas.put(id, topic.schema());
            registry.ids.put(topic.name(), id);
        }
        return registry;
    }

    /**
     * Registers the schema of this topic's values, after setting the subject to FULL_TRANSITIVE.
     *
     * @throws IllegalStateException when the registry refuses the schema, because it breaks compatibility
     * @throws RegistryUnavailableException when the registry does not answer
     */
    int register(Topic<?> topic) {
        if (connection.equals(NOBODY)) return requireNonNull(ids.get(topic.name()));
        requireCompatibility(topic.subject());
        var schema = topic.schema();
        var answer = send("POST", "/subjects/" + topic.subject() + "/versions", Map.of("schema", schema.toString()))
                .orElseThrow(() -> new IllegalStateException("the registry knows no subject " + topic.subject()));
        int id = answer.path("id").asInt();
        schemas.put(id, schema);
        ids.put(topic.name(), id);
        return id;
    }

    private void requireCompatibility(String subject) {
        var set = send("GET", "/config/" + subject, null)
                .map(config -> config.path("compatibilityLevel").asText());
        if (set.equals(Optional.of(COMPATIBILITY))) return;
        try {
            send("PUT", "/config/" + subject, Map.of("compatibility", COMPATIBILITY));
        } catch (RefusedByRegistryException e) {
            // Services start side by side, and another one may have set it between our look and our setting.
            if (e.status() != CONFLICT) throw e;
        }
    }

    /**
     * The id under which the schema of this topic's values is registered.
     *
     * @throws RegistryUnavailableException when it is not known yet and the registry does not answer
     */
    int idFor(String topic, Schema schema) {
        var known = ids.get(topic);
        if (known != null) return known;
        var answer = send("POST", "/subjects/" + topic + "-value", Map.of("schema", schema.toString()))
                .orElseThrow(() -> new IllegalStateException("no schema is registered for " + topic
                        + "; start-up registers it, so start a service of the version that writes it first"));
        int id = answer.path("id").asInt();
        ids.put(topic, id);
        return id;
    }

    /**
     * Every schema that was ever registered for this topic's values, as it was registered, by its id.
     *
     * @throws RegistryUnavailableException when the registry does not answer
     */
    public Map<Integer, String> everRegistered(Topic<?> topic) {
        var versions = "/subjects/" + topic.subject() + "/versions";
        var schemas = new HashMap<Integer, String>();
        for (var version : send("GET", versions, null).orElseGet(JSON::createArrayNode)) {
            send("GET", versions + "/" + version.asInt(), null)
                    .ifPresent(answer -> schemas.put(
                            answer.path("id").asInt(), answer.path("schema").asText()));
        }
        return schemas;
    }

    /**
     * The schema that a record was written with; empty when the registry answers that there is none of this id.
     *
     * @throws RegistryUnavailableException when it is not known yet and the registry does not answer
     */
    Optional<Schema> schema(int id) {
        var known = schemas.get(id);
        if (known != null) return Optional.of(known);
        var read = send("GET", "/schemas/ids/" + id, null)
                .map(answer -> new Schema.Parser().parse(answer.path("schema").asText()));
        read.ifPresent(schema -> schemas.put(id, schema));
        return read;
    }

    private Optional<JsonNode> send(String method, String path, @Nullable Object body) {
        try {
            var content = body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
            var request = connection
                    .request(path)
                    .timeout(TIMEOUT)
                    .header("Content-Type", MEDIA_TYPE)
                    .header("Accept", MEDIA_TYPE)
                    .method(method, content)
                    .build();
            return read(request, http.send(request, BodyHandlers.ofString()));
        } catch (JsonProcessingException e) {
            throw new RegistryUnavailableException("the schema registry did not answer with JSON", e);
        } catch (IOException e) {
            throw new RegistryUnavailableException("the schema registry at " + connection + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while asking the schema registry", e);
        }
    }

    private static Optional<JsonNode> read(HttpRequest request, HttpResponse<String> response)
            throws JsonProcessingException {
        int status = response.statusCode();
        if (status == 404) return Optional.empty();
        if (status < 300) return Optional.of(JSON.readTree(response.body()));
        var what =
                request.method() + " " + request.uri().getPath() + " was answered " + status + ": " + response.body();
        // Who may not ask, or not so often, has learnt nothing about the schema.
        boolean ofTheSchema = status < 500 && status != 401 && status != 403 && status != 429;
        if (ofTheSchema) throw new RefusedByRegistryException(status, what);
        throw new RegistryUnavailableException(what, null);
    }

    private static final class RefusedByRegistryException extends IllegalStateException {
        private static final long serialVersionUID = 1;

        private final int status;

        RefusedByRegistryException(int status, String message) {
            super(message);
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}
