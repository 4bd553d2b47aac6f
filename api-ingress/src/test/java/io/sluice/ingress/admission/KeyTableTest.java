package io.sluice.ingress.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.admission.Key.Previous;
import io.sluice.ingress.admission.Key.Status;
import io.sluice.ingress.admission.Key.Terms;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyStyle;
import io.sluice.schemas.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyTableTest {
    /** More than one piece of the table, and larger indexes than the first. */
    private static final int MANY = 60_000;

    private static final Terms TERMS = terms(Status.ACTIVE, null);

    private final KeyTable table = new KeyTable();

    @Test
    void givesBackEveryKeyAsItWasPut() {
        for (int number = 0; number < MANY; number++) table.put(key(number, number));
        assertThat(table.size()).isEqualTo(MANY);
        for (int number = 0; number < MANY; number++) {
            var key = key(number, number);
            assertThat(table.find(key.id())).contains(key);
            assertThat(table.find(key.hash())).contains(key);
            assertThat(table.terms(key.id())).containsSame(TERMS);
        }
    }

    @Test
    void findsNothingOfWhatItDoesNotHave() {
        table.put(key(1, 1));
        var other = key(2, 2);
        assertThat(table.find(other.id())).isEmpty();
        assertThat(table.find(other.hash())).isEmpty();
        assertThat(table.terms(other.id())).isEmpty();
        table.remove(other.id());
        assertThat(table.size()).isEqualTo(1);
    }

    // Zeros are what a row is before it is written, and what the table shows of rows that it does not have.
    @Test
    void holdsAKeyOfZerosLikeAnyOther() {
        var zeros = new Key(new UUID(0, 0), new KeyHash(0, 0, 0, 0), 0, Instant.EPOCH, TERMS);
        assertThat(table.find(zeros.id())).isEmpty();
        assertThat(table.find(zeros.hash())).isEmpty();
        table.put(zeros);
        assertThat(table.find(zeros.id())).contains(zeros);
        assertThat(table.find(zeros.hash())).contains(zeros);
    }

    @Test
    void usesTheRoomOfRemovedKeysAgain() {
        for (int number = 0; number < 10; number++) table.put(key(number, number));
        for (int number = 0; number < 5; number++) table.remove(id(number));
        for (int number = 10; number < 16; number++) table.put(key(number, number));
        assertThat(table.size()).isEqualTo(11);
        for (int number = 0; number < 5; number++)
            assertThat(table.find(hash(number))).isEmpty();
        for (int number = 5; number < 16; number++)
            assertThat(table.find(hash(number))).contains(key(number, number));
    }

    @Test
    void findsWhatMapsFindWhateverIsPutRotatedDeletedAndRemoved() {
        var random = new Random(7);
        var byId = new HashMap<UUID, Key>();
        for (int step = 1; step <= 50_000; step++) {
            var id = id(random.nextInt(500));
            if (random.nextInt(4) == 0) {
                byId.remove(id);
                table.remove(id);
            } else {
                var key = changed(random, id, byId.get(id), step);
                byId.put(id, key);
                table.put(key);
            }
            if (step % 5_000 == 0) assertHolds(byId);
        }
    }

    // A reader must never see a key that is half of one and half of another, nor miss one that is always there.
    @Test
    void whoeverLooksWhileKeysAreChangedSeesEachWhole() throws Exception {
        var stop = new AtomicBoolean();
        for (int number = 0; number < 64; number++) table.put(key(number, 0));
        try (var reading = Executors.newFixedThreadPool(2)) {
            var readers = List.of(reading.submit(() -> look(stop, 1)), reading.submit(() -> look(stop, 2)));
            var random = new Random(3);
            for (int version = 1; version <= 300_000; version++) {
                int number = random.nextInt(64);
                table.put(key(number, version));
                // Others come and go and leave their rows, and now and then the indexes grow.
                var other = key(1_000 + random.nextInt(100_000), version);
                table.put(other);
                if (version % 3 != 0) table.remove(other.id());
            }
            stop.set(true);
            for (var reader : readers) assertThat(reader.get()).isPositive();
        }
    }

    private long look(AtomicBoolean stop, int seed) {
        var random = new Random(seed);
        long looks = 0;
        while (!stop.get() || looks == 0) {
            int number = random.nextInt(64);
            var byId = table.find(id(number));
            assertThat(byId).hasValueSatisfying(key -> assertThat(key).isEqualTo(key(number, key.version())));
            var byHash = table.find(hash(number));
            assertThat(byHash).hasValueSatisfying(key -> assertThat(key).isEqualTo(key(number, key.version())));
            looks++;
        }
        return looks;
    }

    private static Key changed(Random random, UUID id, @Nullable Key old, int step) {
        var fresh = hash(1_000 + step);
        return switch (random.nextInt(4)) {
            case 0 -> new Key(id, fresh, step, null, terms(Status.DELETED, null));
            case 1 ->
                new Key(
                        id,
                        fresh,
                        step,
                        null,
                        terms(Status.ACTIVE, old == null ? null : new Previous(old.hash(), Instant.EPOCH)));
            case 2 -> new Key(id, old == null ? fresh : old.hash(), step, Instant.ofEpochMilli(step), TERMS);
            default -> new Key(id, fresh, step, null, TERMS);
        };
    }

    private void assertHolds(Map<UUID, Key> byId) {
        assertThat(table.size()).isEqualTo(byId.size());
        byId.forEach((id, key) -> {
            assertThat(table.find(id)).contains(key);
            assertThat(key.hashes())
                    .allSatisfy(hash -> assertThat(table.find(hash)).contains(key));
            if (key.terms().status() == Status.DELETED)
                assertThat(table.find(key.hash())).isEmpty();
        });
    }

    private static Key key(int number, long version) {
        return new Key(
                id(number), hash(number), version, version % 2 == 0 ? null : Instant.ofEpochMilli(version), TERMS);
    }

    private static UUID id(int number) {
        return new UUID(number, 7);
    }

    private static KeyHash hash(int number) {
        var random = new Random(number);
        return new KeyHash(random.nextLong(), random.nextLong(), random.nextLong(), number);
    }

    private static Terms terms(Status status, @Nullable Previous previous) {
        return new Terms(
                new TenantId(new UUID(0, 1)),
                Environment.LIVE,
                Scopes.NONE,
                null,
                status,
                null,
                1,
                KeyStyle.SK,
                previous,
                List.of());
    }
}
