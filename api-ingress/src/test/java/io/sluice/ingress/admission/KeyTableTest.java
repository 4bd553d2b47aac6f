package io.sluice.ingress.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.ingress.admission.Key.Previous;
import io.sluice.ingress.admission.Key.Status;
import io.sluice.ingress.admission.Key.Terms;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyStyle;
import io.sluice.schemas.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyTableTest {
    /** More than one piece of the table, and larger indexes than the first. */
    private static final int MANY = 60_000;

    private static final int FEW = 64;
    /** Of one piece. */
    private static final int ROOM = 4_096;

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
    void usesTheRoomOfRemovedKeysAgainAndSaysWhenThereIsNone() {
        var small = new KeyTable(1);
        for (int number = 0; number < 3 * ROOM; number++) {
            if (number >= ROOM) small.remove(id(number - ROOM));
            small.put(key(number, number));
        }
        assertThat(small.size()).isEqualTo(ROOM);
        assertThatThrownBy(() -> small.put(key(3 * ROOM, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Integer.toString(ROOM));
        for (int number = 0; number < 2 * ROOM; number++)
            assertThat(small.find(hash(number))).isEmpty();
        for (int number = 2 * ROOM; number < 3 * ROOM; number++) {
            assertThat(small.find(hash(number))).contains(key(number, number));
        }
        small.remove(id(2 * ROOM));
        small.put(key(3 * ROOM, 1));
        assertThat(small.find(id(3 * ROOM))).contains(key(3 * ROOM, 1));
    }

    @Test
    void findsOfTwoKeysWithOneHashTheOneThatWasPutLast() {
        var first = key(1, 1);
        var second = new Key(id(2), first.hash(), 1, null, TERMS);
        table.put(first);
        table.put(second);
        assertThat(table.find(first.hash())).contains(second);
        table.put(new Key(id(1), hash(3), 2, null, TERMS));
        assertThat(table.find(first.hash())).contains(second);
        table.remove(second.id());
        assertThat(table.find(first.hash())).isEmpty();
    }

    @Test
    void findsWhatMapsFindWhateverIsPutRotatedDeletedAndRemoved() {
        var random = new Random(7);
        var byId = new HashMap<UUID, Key>();
        var hashes = new HashSet<KeyHash>();
        for (int step = 1; step <= 20_000; step++) {
            var id = id(random.nextInt(500));
            if (random.nextInt(4) == 0) {
                byId.remove(id);
                table.remove(id);
            } else {
                var key = changed(random, id, byId.get(id), step);
                byId.put(id, key);
                hashes.add(key.hash());
                table.put(key);
            }
            if (step % 5_000 == 0) assertHolds(byId, hashes);
        }
    }

    private static Key changed(Random random, UUID id, @Nullable Key old, int step) {
        var fresh = hash(1_000 + step);
        var held = old == null ? fresh : old.hash();
        return switch (random.nextInt(4)) {
            case 0 -> new Key(id, held, step, null, terms(Status.DELETED, null));
            case 1 -> new Key(id, fresh, step, null, terms(Status.ACTIVE, new Previous(held, Instant.EPOCH)));
            case 2 -> new Key(id, held, step, Instant.ofEpochMilli(step), TERMS);
            default -> new Key(id, fresh, step, null, TERMS);
        };
    }

    private void assertHolds(Map<UUID, Key> byId, Set<KeyHash> everPut) {
        var byHash = new HashMap<KeyHash, Key>();
        byId.values().forEach(key -> key.hashes().forEach(hash -> byHash.put(hash, key)));
        assertThat(table.size()).isEqualTo(byId.size());
        assertThat(table.hashes()).isEqualTo(byHash.size());
        for (int number = 0; number < 500; number++) {
            assertThat(table.find(id(number))).isEqualTo(Optional.ofNullable(byId.get(id(number))));
        }
        for (var hash : everPut) assertThat(table.find(hash)).isEqualTo(Optional.ofNullable(byHash.get(hash)));
    }

    // Nobody must see a key that is half of one and half of another, nor miss one that is always there.
    @Test
    void whoeverLooksWhileKeysAreChangedSeesEachWhole() throws Exception {
        var stop = new AtomicBoolean();
        for (int number = 0; number < FEW; number++) table.put(key(number, 0));
        for (long version = 0; version < 2; version++) table.put(rotated(version));
        try (var reading = Executors.newFixedThreadPool(2)) {
            var readers = List.of(reading.submit(() -> look(stop, 1)), reading.submit(() -> look(stop, 2)));
            try {
                changeAll();
            } finally {
                stop.set(true);
            }
            for (var reader : readers) reader.get();
        }
    }

    @Test
    void keepsWhatSeveralThreadsPutAtOnce() throws Exception {
        try (var putting = Executors.newFixedThreadPool(4)) {
            var putters = new ArrayList<Future<?>>();
            for (int first = 0; first < 4; first++) {
                int from = first;
                putters.add(putting.submit(() -> {
                    for (int number = from; number < MANY; number += 4) table.put(key(number, number));
                }));
            }
            for (var putter : putters) putter.get();
        }
        assertThat(table.size()).isEqualTo(MANY);
        for (int number = 0; number < MANY; number++) {
            assertThat(table.find(hash(number))).contains(key(number, number));
        }
    }

    @Test
    void doesNotPutALowerVersionThanItHas() {
        assertThat(table.put(key(1, 2))).isTrue();
        assertThat(table.put(key(1, 1))).isFalse();
        assertThat(table.put(key(1, 2))).isTrue();
        assertThat(table.find(id(1))).contains(key(1, 2));
    }

    @Test
    void keepsTheHighestOfTheVersionsThatSeveralThreadsPut() throws Exception {
        // A prime, so that every thread has versions of every key.
        int keys = 61;
        try (var putting = Executors.newFixedThreadPool(4)) {
            var putters = new ArrayList<Future<?>>();
            for (int seed = 0; seed < 4; seed++) {
                int from = seed;
                putters.add(putting.submit(() -> {
                    for (int version = from; version < MANY; version += 4) table.put(key(version % keys, version));
                }));
            }
            for (var putter : putters) putter.get();
        }
        for (int number = 0; number < keys; number++) {
            int highest = (MANY - 1 - number) / keys * keys + number;
            assertThat(table.find(id(number))).contains(key(number, highest));
        }
    }

    private void changeAll() {
        var random = new Random(3);
        for (int version = 2; version < 150_000; version++) {
            table.put(key(random.nextInt(FEW), version));
            table.put(rotated(version));
            // Others come, so that the indexes grow, and go, so that rows are used again.
            var other = key(1_000 + random.nextInt(150_000), version);
            table.put(other);
            if (version % 3 == 0) table.remove(other.id());
        }
    }

    private void look(AtomicBoolean stop, int seed) {
        var random = new Random(seed);
        do {
            int number = random.nextInt(FEW);
            for (var found : List.of(table.find(id(number)), table.find(hash(number)))) {
                assertThat(found).hasValueSatisfying(key -> assertThat(key).isEqualTo(key(number, key.version())));
            }
            for (var hash : List.of(hash(-1), hash(-2))) {
                assertThat(table.find(hash))
                        .hasValueSatisfying(key -> assertThat(key).isEqualTo(rotated(key.version())));
            }
        } while (!stop.get());
    }

    /** Has two hashes, of which the newer and the older change places with each version. */
    private static Key rotated(long version) {
        int newer = version % 2 == 0 ? -1 : -2;
        var previous = new Previous(hash(-3 - newer), Instant.ofEpochMilli(version));
        return new Key(id(-1), hash(newer), version, null, terms(Status.ACTIVE, previous));
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
