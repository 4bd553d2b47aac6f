package io.sluice.ingress.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.ingress.addresses.Address;
import io.sluice.ingress.addresses.ClientAddress;
import io.sluice.ingress.tokens.TokenReading;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.KeySecret;
import io.sluice.schemas.RecordDecoder;
import io.sluice.schemas.RecordSerializer;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.KnownKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Keys as a node holds them, and beside them the least that a look-up by a hash of the secret can be. */
public final class KnownKeys {
    private static final int TENANTS = 1_000;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final ClientAddress HERE =
            new ClientAddress(Address.parse("192.0.2.1").orElseThrow(), true);

    private final KeyStore store = new KeyStore();
    private final UnknownKeys unknown = new UnknownKeys(new UnknownKeySettings(60, Duration.ofMinutes(1)));
    private final Gate gate = new Gate(
            store,
            new RoleStore(),
            new TenantStore(),
            unknown,
            new PersonStore(new RoleStore()),
            (text, now) -> new TokenReading.Foreign(),
            () -> true,
            now -> true);
    private final List<String> secrets;
    private final Map<String, Integer> floor = new HashMap<>();
    private final double bytesPerKey;

    private KnownKeys(List<String> secrets) {
        this.secrets = secrets;
        long before = used();
        put(secrets);
        this.bytesPerKey = (used() - before) / (double) secrets.size();
        for (int number = 0; number < secrets.size(); number++) floor.put(hex(secrets.get(number)), number);
        Collections.shuffle(secrets);
    }

    /** As a node puts what it reads. */
    private void put(List<String> secrets) {
        var registry = SchemaRegistry.ofThisBuild();
        var values = new RecordSerializer(registry);
        var known = new RecordDecoder(registry).projection(new KnownKey());
        for (int number = 0; number < secrets.size(); number++) {
            var key = key(number, secrets.get(number));
            var value = values.serialize(Topics.KEY_STATE.name(), key);
            store.learn(0, key.getId(), known.read(value));
        }
    }

    public static KnownKeys make(int count) {
        var secrets = new ArrayList<String>(count);
        for (int i = 0; i < count; i++)
            secrets.add(KeySecret.generate("sk_live_").reveal());
        return new KnownKeys(secrets);
    }

    /** Of a key that {@code state.keys} told of. */
    public static ApiKey key(int number, String secret) {
        return ApiKey.newBuilder()
                .setId(new KeyId(new UUID(number, 7)).text())
                .setNumber(number)
                .setTenantId(new TenantId(new UUID(0, number % TENANTS + 1L)).text())
                .setEnvironment("live")
                .setName("benchmark")
                .setKeyHash(ByteBuffer.wrap(KeySecret.hash(secret)))
                .setPrefix("sk_live_")
                .setMasked(KeySecret.masked(secret))
                .setScopes(List.of("accounts:read", "accounts:write"))
                .setStatus("active")
                .setCreatedAt(NOW)
                .setVersion(1)
                .build();
    }

    /** What one costs in the heap. */
    public double bytesPerKey() {
        return bytesPerKey;
    }

    /** Admits each key once, and returns the nanoseconds that one took. */
    public double admit() {
        int admitted = 0;
        long start = System.nanoTime();
        for (var secret : secrets) {
            var decision = gate.admit(new Credential.Secret(secret), "accounts:write", () -> HERE, NOW);
            if (decision instanceof Gate.Admitted) admitted++;
        }
        return nanos(start, admitted);
    }

    /** Looks each key up once, and returns the nanoseconds that one took. */
    public double lookUp() {
        int found = 0;
        long start = System.nanoTime();
        for (var secret : secrets) if (floor.get(hex(secret)) != null) found++;
        return nanos(start, found);
    }

    private double nanos(long start, int found) {
        long nanos = System.nanoTime() - start;
        if (found != secrets.size()) throw new IllegalStateException("of " + secrets.size() + " keys were " + found);
        return nanos / (double) found;
    }

    private static String hex(String secret) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
