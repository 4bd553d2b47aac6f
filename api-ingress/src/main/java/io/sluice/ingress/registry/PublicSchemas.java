package io.sluice.ingress.registry;

import io.sluice.schemas.RegistryUnavailableException;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Every schema with which a record of a public topic was ever written, by id. An id never changes its meaning; one that
 * is not known yet may have been registered by a service of a later version, so it is looked for again, but not more
 * often than anybody likes to ask.
 */
@Component
final class PublicSchemas {
    static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final SchemaRegistry registry;
    private volatile Map<Integer, String> schemas = Map.of();
    private long lookFromNanos = System.nanoTime();
    private @Nullable RegistryUnavailableException lastFailure;

    PublicSchemas(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * The schema as it was registered.
     *
     * @throws RegistryUnavailableException when it must be looked for and the registry does not
     *     answer
     */
    Optional<String> find(int id) {
        var known = schemas.get(id);
        if (known != null) return Optional.of(known);
        lookAgain();
        return Optional.ofNullable(schemas.get(id));
    }

    private synchronized void lookAgain() {
        if (System.nanoTime() - lookFromNanos >= 0) look();
        // An id that could not be looked for is not one that does not exist.
        if (lastFailure != null) throw lastFailure;
    }

    private void look() {
        try {
            var found = new HashMap<Integer, String>();
            Topics.PUBLIC.forEach(topic -> found.putAll(registry.everRegistered(topic)));
            schemas = Map.copyOf(found);
            lastFailure = null;
        } catch (RegistryUnavailableException e) {
            lastFailure = e;
        }
        lookFromNanos = System.nanoTime() + LOOK_AGAIN.toNanos();
    }
}
