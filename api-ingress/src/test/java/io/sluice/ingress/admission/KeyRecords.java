package io.sluice.ingress.admission;

import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.KeySecret;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.ApiKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Keys as they come out of {@code state.keys}: of one tenant, live, for reading accounts. */
final class KeyRecords {
    static final KeyId ID = new KeyId(new UUID(1, 1));
    static final TenantId TENANT = new TenantId(new UUID(2, 2));
    static final Instant CREATED = Instant.parse("2026-11-20T12:00:00Z");

    private KeyRecords() {}

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
