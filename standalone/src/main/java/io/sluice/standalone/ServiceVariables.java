package io.sluice.standalone;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What a service is told, under the names that it reads when it runs alone from its own jar. */
record ServiceVariables(Settings settings, Secrets secrets) {

    /** For every service alike. */
    Map<String, String> common() {
        var variables = new LinkedHashMap<String, String>();
        variables.put(Settings.HTTP_PORT, Integer.toString(settings.httpPort()));
        variables.put(Settings.KAFKA_BOOTSTRAP_SERVERS, settings.kafkaBootstrapServers());
        variables.put(Settings.REGISTRY_URL, settings.registryUrl());
        settings.readers().ifPresent(readers -> variables.put("SLUICE_READER_LISTENER", readers.listener()));
        variables.put("SLUICE_POSTGRES_URL", settings.jdbcUrl(PostgresRoles.DATABASE));
        variables.put("SLUICE_STREAMS_STATE", settings.data().resolve("streams").toString());
        variables.put(Secret.ID_SECRET.variable(), secrets.value(Secret.ID_SECRET));
        variables.put(Secret.IDEMPOTENCY_SECRET.variable(), secrets.value(Secret.IDEMPOTENCY_SECRET));
        variables.put(Secret.TOKEN_SECRET.variable(), secrets.value(Secret.TOKEN_SECRET));
        variables.put(Secret.KEYSET.variable(), secrets.value(Secret.KEYSET));
        return variables;
    }

    /** For those that connect to PostgreSQL as {@code role}. */
    Map<String, String> of(Service.Role role) {
        return Map.of(
                "SLUICE_POSTGRES_USER", role.user(),
                "SLUICE_POSTGRES_PASSWORD", secrets.value(role.password()));
    }

    Map<String, String> of(Service service, AdminKey adminKey) {
        var variables = common();
        variables.putAll(of(service.role()));
        // Two services in one process cannot share a port; the name means "mine" to each that runs alone.
        if (!service.takesPort()) variables.remove(Settings.HTTP_PORT);
        // The same at each start of this folder, so that a start after a kill mostly ends what the killed worker left
        // open in Kafka at once; and another one for another folder.
        if (service.role() == Service.Role.WORKER) variables.put("SLUICE_WORKER_INSTANCE", instance());
        if (service.takesAdminKey()) adminKey.text().ifPresent(key -> variables.put(Settings.ADMIN_KEY, key));
        return variables;
    }

    private String instance() {
        var folder = settings.data().toString();
        return "standalone-" + UUID.nameUUIDFromBytes(folder.getBytes(StandardCharsets.UTF_8));
    }
}
