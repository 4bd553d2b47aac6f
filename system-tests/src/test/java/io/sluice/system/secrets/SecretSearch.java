package io.sluice.system.secrets;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds thousands of secrets in gigabytes, in one pass: sixteen bytes at a time are looked up among all sixteen bytes
 * that stand in any form of any secret. So a piece of a secret is found as well.
 */
final class SecretSearch {
    /** Any piece of this many bytes more than a window holds one that is looked for. */
    private static final int STEP = 3;

    private static final int WINDOW = 16;
    private static final int CHUNK = 1 << 20;
    private static final int SIEVE_BITS = 26;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /**
     * What was found.
     *
     * @param form how it was written
     */
    record Hit(Secret secret, String form, String place) {
        @Override
        public String toString() {
            return secret + " " + form + " in " + place;
        }
    }

    private record Window(long first, long second) {}

    private record Needle(Secret secret, String form) {}

    private final Map<Window, Needle> needles = new HashMap<>();
    /** Tells of nearly all bytes that nothing begins there, at the cost of a multiplication. */
    private final BitSet sieve = new BitSet(1 << SIEVE_BITS);

    private final List<Hit> hits = new ArrayList<>();
    private final Set<String> places = new TreeSet<>();
    private long searched;

    SecretSearch(Collection<Secret> secrets) {
        for (var secret : secrets) {
            for (var form : SecretForms.of(secret)) add(new Needle(secret, form.name()), form.bytes());
        }
    }

    private void add(Needle needle, byte[] bytes) {
        for (int at = 0; at + WINDOW <= bytes.length; at += STEP) {
            long first = (long) LONG.get(bytes, at);
            needles.putIfAbsent(new Window(first, (long) LONG.get(bytes, at + 8)), needle);
            sieve.set(mixed(first));
        }
    }

    private static int mixed(long bytes) {
        return (int) ((bytes * 0x9E3779B97F4A7C15L) >>> (64 - SIEVE_BITS));
    }

    void search(String place, byte[] bytes) {
        places.add(place);
        searched += bytes.length;
        search(place, bytes, bytes.length);
    }

    /** Reads it to its end. */
    void search(String place, InputStream in) throws IOException {
        places.add(place);
        var buffer = new byte[CHUNK];
        int kept = 0;
        while (true) {
            int read = in.readNBytes(buffer, kept, CHUNK - kept);
            search(place, buffer, kept + read);
            searched += read;
            if (kept + read < CHUNK) return;
            // What may continue in the next chunk.
            kept = WINDOW - 1;
            System.arraycopy(buffer, CHUNK - kept, buffer, 0, kept);
        }
    }

    private void search(String place, byte[] bytes, int length) {
        int at = 0;
        while (at + WINDOW <= length) {
            long first = (long) LONG.get(bytes, at);
            // Files of Kafka and PostgreSQL are zeros for the most part, and no secret has eight of them.
            if (first == 0) {
                at += 8;
                continue;
            }
            if (sieve.get(mixed(first))) hit(place, first, (long) LONG.get(bytes, at + 8));
            at++;
        }
    }

    private void hit(String place, long first, long second) {
        var needle = needles.get(new Window(first, second));
        if (needle != null) hits.add(new Hit(needle.secret(), needle.form(), place));
    }

    /** Each secret in each form at each place once. */
    Set<Hit> hits() {
        return Set.copyOf(hits);
    }

    Set<String> places() {
        return places;
    }

    /** In bytes. */
    long searched() {
        return searched;
    }
}
