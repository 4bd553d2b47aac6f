package io.sluice.ingress.admission;

import java.util.function.IntPredicate;

/**
 * Finds rows by 32 bits of what they are found by, which must be spread evenly; whoever asks compares the rest. Open
 * addressing with linear probing: 8 bytes for each place, of which at most three of four are taken. Not safe for
 * several threads, but a look that races with a change ends, with a row that there is or was.
 */
final class RowIndex {
    /** No row. */
    static final int NONE = -1;

    private static final long EMPTY = 0;

    /** The bits, and below them the row's number and one. */
    private final long[] places;

    private final int mask;
    private int size;

    /** @param places a power of two */
    RowIndex(int places) {
        this.places = new long[places];
        this.mask = places - 1;
    }

    /** This one, or a larger one with the same rows. */
    RowIndex withRoomFor(int more) {
        if (size + more <= places.length / 4 * 3) return this;
        var larger = new RowIndex(places.length * 2);
        for (long place : places) if (place != EMPTY) larger.add(place);
        return larger;
    }

    int size() {
        return size;
    }

    /** The row with these bits of which the rest is right too, or {@link #NONE}. */
    int find(int bits, IntPredicate isIt) {
        int place = bits & mask;
        for (int looked = 0; looked < places.length; looked++) {
            // Read once: it may be another one in the next instant.
            long found = places[place];
            if (found == EMPTY) return NONE;
            if (bits(found) == bits && isIt.test(row(found))) return row(found);
            place = next(place);
        }
        return NONE;
    }

    /** There must be room for it. */
    void add(int bits, int row) {
        add(of(bits, row));
    }

    private void add(long added) {
        int place = bits(added) & mask;
        while (places[place] != EMPTY) place = next(place);
        places[place] = added;
        size++;
    }

    /** Does nothing when the row does not stand under these bits. */
    void remove(int bits, int row) {
        long removed = of(bits, row);
        int gap = bits & mask;
        while (places[gap] != removed) {
            if (places[gap] == EMPTY) return;
            gap = next(gap);
        }
        // Whatever stands behind its own place because this one was taken moves up, or it would not be found.
        for (int place = next(gap); places[place] != EMPTY; place = next(place)) {
            int own = bits(places[place]) & mask;
            if (distance(own, place) < distance(gap, place)) continue;
            places[gap] = places[place];
            gap = place;
        }
        places[gap] = EMPTY;
        size--;
    }

    private int next(int place) {
        return (place + 1) & mask;
    }

    private int distance(int from, int to) {
        return (to - from) & mask;
    }

    private static long of(int bits, int row) {
        return ((long) bits << Integer.SIZE) | (row + 1);
    }

    private static int bits(long place) {
        return (int) (place >>> Integer.SIZE);
    }

    private static int row(long place) {
        return (int) place - 1;
    }
}
