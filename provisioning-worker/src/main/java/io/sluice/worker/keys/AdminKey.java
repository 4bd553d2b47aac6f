package io.sluice.worker.keys;

import io.sluice.schemas.KeyId;
import io.sluice.schemas.KeySecret;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.CreateKey;
import io.sluice.worker.WorkerSettings;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.stereotype.Component;

/** The first key, by which all others are made: it stands as the operator set it once a worker has started. */
@Component
class AdminKey implements ApplicationRunner {
    private static final KeyId ID = new KeyId(new UUID(0, 1));

    private final WorkerSettings settings;
    private final KeyRepository keys;
    private final KafkaOperations<String, Object> kafka;
    private final Clock clock;

    AdminKey(WorkerSettings settings, KeyRepository keys, KafkaOperations<String, Object> kafka, Clock clock) {
        this.settings = settings;
        this.keys = keys;
        this.kafka = kafka;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!settings.adminKey().isEmpty()) {
            keys.replace(ID, TenantId.PLATFORM, create(settings.adminKey()), clock.instant());
        }
        // Told at every start, because the one that stored it may have been killed before it told.
        var states = keys.find(List.of(ID)).stream().map(Keys::state).toList();
        kafka.executeInTransaction(in -> {
            states.forEach(state -> {
                var _ = in.send(state.record());
            });
            return true;
        });
    }

    private static CreateKey create(String secret) {
        return CreateKey.newBuilder()
                .setKeyHash(ByteBuffer.wrap(KeySecret.hash(secret)))
                .setPrefix(KeySecret.parse(secret).map(KeySecret::prefix).orElse(""))
                .setMasked(KeySecret.masked(secret))
                .setName("admin")
                .setDescription("made at the first start")
                .setEnvironment("live")
                .setScopes(List.of("*:*"))
                .build();
    }
}
