package io.sluice.ingress.admission;

import io.sluice.operations.start.Rehearsal;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.RecordDecoder;
import io.sluice.schemas.RecordSerializer;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.KnownKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * Reads keys that nobody has, while {@code docker/rehearse.sh} sets this service up. A start reads all keys there are,
 * maybe a million, and the JVM keeps from the rehearsal which code that takes and how it behaves, so that a real start
 * compiles it at once.
 */
@Component
@ConditionalOnBooleanProperty(Rehearsal.PROPERTY)
final class KeyRehearsal implements SmartInitializingSingleton {
    /** More than {@code docker/java.options} has calls of a method before the second compiler takes it up. */
    private static final int KEYS = 250_000;

    private final Random random = new Random(KEYS);
    private final SchemaRegistry registry = SchemaRegistry.ofThisBuild();
    private final RecordSerializer values = new RecordSerializer(registry);

    @Override
    public void afterSingletonsInstantiated() {
        var store = new KeyStore();
        var known = new RecordDecoder(registry).projection(new KnownKey());
        for (int number = 1; number <= KEYS; number++) {
            var key = key(number);
            var value = values.serialize(Topics.KEY_STATE.name(), key);
            store.learn(0, key.getId(), known.read(value));
        }
    }

    private ApiKey key(int number) {
        var hash = new byte[32];
        random.nextBytes(hash);
        return ApiKey.newBuilder()
                .setId(new KeyId(new UUID(random.nextLong(), random.nextLong())).text())
                .setNumber(number)
                .setTenantId(new TenantId(new UUID(0, 1)).text())
                .setEnvironment("live")
                .setName("rehearsal")
                .setKeyHash(ByteBuffer.wrap(hash))
                .setPrefix("sk_live_")
                .setMasked("sk_live_…")
                .setScopes(List.of("accounts:read"))
                .setStatus("active")
                .setCreatedAt(Instant.EPOCH)
                .setVersion(1)
                .build();
    }
}
