package io.sluice.ingress.admission;

import io.sluice.ingress.admission.Key.Terms;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keys by their id and by the hashes of their secrets, as rows of numbers: as objects, the collector would move them
 * twice, millions of them, while a node starts. One thread at a time puts and removes; any others find meanwhile,
 * without a lock unless something is changed in that very instant.
 */
final class KeyTable {
    /** Of one piece, which is small enough to be an ordinary object for the collector. */
    private static final int ROWS = 4_096;

    /** At the most, for 67 million keys. */
    private static final int PIECES = 16_384;
    /** To begin with; a place is 8 bytes. */
    private static final int PLACES = 65_536;

    // A row: the four numbers of the hash and the two of the id, and then these.
    private static final int ID = 4;
    private static final int VERSION = 6;
    private static final int EXPIRES_AT = 7;
    private static final int WIDTH = 8;

    private static final long NEVER = Long.MAX_VALUE;

    private final StampedLock lock = new StampedLock();
    private final long[][] numbers;
    private final @Nullable Terms[][] terms;
    private final long seed = new SecureRandom().nextLong();
    private RowIndex byHash = new RowIndex(PLACES);
    private RowIndex byId = new RowIndex(PLACES);
    private int used;
    /** The newest of the rows that were removed; the first number of each is the one before. */
    private int free = RowIndex.NONE;

    KeyTable() {
        this(PIECES);
    }

    KeyTable(int pieces) {
        numbers = new long[pieces][];
        terms = new Terms[pieces][];
        // A look that will prove invalid may see a new row before its piece: then it finds zeros and no terms.
        Arrays.fill(numbers, new long[ROWS * WIDTH]);
        Arrays.fill(terms, new Terms[ROWS]);
    }

    Optional<Key> find(KeyHash hash) {
        return look(() -> key(row(hash)));
    }

    Optional<Key> find(UUID id) {
        return look(() -> key(row(id)));
    }

    /** The terms of the key with this id, without making the key. */
    Optional<Terms> terms(UUID id) {
        return look(() -> terms(row(id)));
    }

    /** The version of the key with this id, without making the key; another number when there is none. */
    long version(UUID id, long none) {
        return look(() -> {
            int row = row(id);
            return row == RowIndex.NONE ? none : version(row);
        });
    }

    int size() {
        return look(() -> byId.size());
    }

    /** How many hashes there are of all keys. */
    int hashes() {
        return look(() -> byHash.size());
    }

    /**
     * In place of the one with its id, but for a higher version of it. Of two keys with one hash the one that was put
     * last is found.
     *
     * @return whether it was put
     * @throws IllegalStateException there is no room for more keys
     */
    synchronized boolean put(Key key) {
        // Made larger, if it must be, before anybody is kept from looking.
        var hashes = byHash.withRoomFor(2);
        var ids = byId.withRoomFor(1);
        long stamp = lock.writeLock();
        try {
            byHash = hashes;
            byId = ids;
            int row = row(key.id());
            if (row == RowIndex.NONE) {
                row = freeRow();
                byId.add(bits(key.id()), row);
            } else if (version(row) > key.version()) {
                return false;
            } else {
                forgetHashes(row);
            }
            write(key, row);
            for (var hash : key.hashes()) {
                int other = row(hash);
                if (other != RowIndex.NONE) byHash.remove(bits(hash), other);
                byHash.add(bits(hash), row);
            }
            return true;
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    synchronized void remove(UUID id) {
        long stamp = lock.writeLock();
        try {
            int row = row(id);
            if (row == RowIndex.NONE) return;
            forgetHashes(row);
            byId.remove(bits(id), row);
            terms[row / ROWS][row % ROWS] = null;
            numbers[row / ROWS][at(row)] = free;
            free = row;
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    private <T> T look(Supplier<T> reading) {
        long stamp = lock.tryOptimisticRead();
        if (stamp != 0) {
            var seen = reading.get();
            if (lock.validate(stamp)) return seen;
        }
        stamp = lock.readLock();
        try {
            return reading.get();
        } finally {
            lock.unlockRead(stamp);
        }
    }

    private int row(KeyHash hash) {
        return byHash.find(bits(hash), row -> {
            if (hash(row).equals(hash)) return true;
            var held = terms[row / ROWS][row % ROWS];
            return held != null
                    && held.previous() != null
                    && held.previous().hash().equals(hash);
        });
    }

    private int row(UUID id) {
        return byId.find(bits(id), row -> id(row).equals(id));
    }

    private Optional<Terms> terms(int row) {
        return row == RowIndex.NONE ? Optional.empty() : Optional.ofNullable(terms[row / ROWS][row % ROWS]);
    }

    private Optional<Key> key(int row) {
        return terms(row).map(held -> {
            var piece = numbers[row / ROWS];
            long expiresAt = piece[at(row) + EXPIRES_AT];
            return new Key(
                    id(row),
                    hash(row),
                    version(row),
                    expiresAt == NEVER ? null : Instant.ofEpochMilli(expiresAt),
                    held);
        });
    }

    private long version(int row) {
        return numbers[row / ROWS][at(row) + VERSION];
    }

    private KeyHash hash(int row) {
        var piece = numbers[row / ROWS];
        int at = at(row);
        return new KeyHash(piece[at], piece[at + 1], piece[at + 2], piece[at + 3]);
    }

    private UUID id(int row) {
        var piece = numbers[row / ROWS];
        return new UUID(piece[at(row) + ID], piece[at(row) + ID + 1]);
    }

    private void write(Key key, int row) {
        var piece = numbers[row / ROWS];
        int at = at(row);
        piece[at] = key.hash().first();
        piece[at + 1] = key.hash().second();
        piece[at + 2] = key.hash().third();
        piece[at + 3] = key.hash().fourth();
        piece[at + ID] = key.id().getMostSignificantBits();
        piece[at + ID + 1] = key.id().getLeastSignificantBits();
        piece[at + VERSION] = key.version();
        piece[at + EXPIRES_AT] =
                key.expiresAt() == null ? NEVER : key.expiresAt().toEpochMilli();
        terms[row / ROWS][row % ROWS] = key.terms();
    }

    private void forgetHashes(int row) {
        key(row).ifPresent(key -> key.hashes().forEach(hash -> byHash.remove(bits(hash), row)));
    }

    private int freeRow() {
        if (free != RowIndex.NONE) {
            int row = free;
            free = (int) numbers[row / ROWS][at(row)];
            return row;
        }
        if (used == ROWS * numbers.length)
            throw new IllegalStateException("there is no room for more than " + used + " keys");
        if (used % ROWS == 0) {
            numbers[used / ROWS] = new long[ROWS * WIDTH];
            terms[used / ROWS] = new Terms[ROWS];
        }
        return used++;
    }

    private static int at(int row) {
        return row % ROWS * WIDTH;
    }

    /** By a seed of its own: hashes are imported too, and nobody must find many that meet in one place. */
    private int bits(KeyHash hash) {
        return (int) mix(mix(mix(mix(seed ^ hash.first()) ^ hash.second()) ^ hash.third()) ^ hash.fourth());
    }

    private int bits(UUID id) {
        return (int) mix(mix(seed ^ id.getMostSignificantBits()) ^ id.getLeastSignificantBits());
    }

    /** Stafford's variant 13, as {@link java.util.SplittableRandom} has it. */
    private static long mix(long bits) {
        long once = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        long twice = (once ^ (once >>> 27)) * 0x94D049BB133111EBL;
        return twice ^ (twice >>> 31);
    }
}
