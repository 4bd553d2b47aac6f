package io.sluice.ingress.admission;

import io.sluice.ingress.addresses.Address;
import io.sluice.ingress.addresses.ClientAddress;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.KeySecret;
import io.sluice.schemas.Projection;
import io.sluice.schemas.RecordDecoder;
import io.sluice.schemas.RecordSerializer;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.KnownKey;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Keys as they come out of {@code state.keys}: of one tenant, live, for reading accounts. */
final class KeyRecords {
    static final KeyId ID = new KeyId(new UUID(1, 1));
    static final TenantId TENANT = new TenantId(new UUID(2, 2));
    static final Instant CREATED = Instant.parse("2026-11-20T12:00:00Z");

    /** Where requests come from that do not say otherwise. */
    static final ClientAddress HERE =
            new ClientAddress(Address.parse("192.0.2.1").orElseThrow(), true);

    private static final SchemaRegistry REGISTRY = SchemaRegistry.ofThisBuild();
    private static final RecordSerializer VALUES = new RecordSerializer(REGISTRY);
    private static final Projection<KnownKey> KEYS = new RecordDecoder(REGISTRY).projection(new KnownKey());

    private KeyRecords() {}

    /** Lets everybody try as many unknown keys as there may be. */
    static UnknownKeys patient() {
        return new UnknownKeys(new UnknownKeySettings(100_000, Duration.ofSeconds(1)));
    }

    /** As a node does it: over the key that it read before. */
    static synchronized void put(KeyStore keys, ApiKey key) {
        keys.learn(0, key.getId(), KEYS.read(VALUES.serialize(Topics.KEY_STATE.name(), key)));
    }

    /** As a node does it where the topic has nothing of a key any more, and with heartbeats. */
    static void remove(KeyStore keys, String id) {
        keys.learn(0, id, null);
    }

    static ApiKey active(String secret, long version) {
        return key(secret, version).build();
    }

    static ApiKey.Builder key(String secret, long version) {
        return ApiKey.newBuilder()
                .setId(ID.text())
                .setNumber(1)
                .setTenantId(TENANT.text())
                .setEnvironment(Environment.LIVE.text())
                .setName("shop")
                .setKeyHash(ByteBuffer.wrap(KeySecret.hash(secret)))
                .setPrefix("sk_live_")
                .setMasked(KeySecret.masked(secret))
                .setScopes(List.of("accounts:read"))
                .setStatus("active")
                .setCreatedAt(CREATED)
                .setVersion(version);
    }
}
