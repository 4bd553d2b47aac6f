package io.sluice.ingress.limits;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.schemas.KeySecret;
import io.sluice.schemas.LimitWindow;
import io.sluice.schemas.avro.LimitReport;
import io.sluice.usage.limits.FoldProcess;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Keys that each have a limit, all of them in use, and beside them the least that counting a request can be. */
public final class LimitedKeys {
    /** So large that it is never used up: what is measured is admitting. */
    private static final long MAX = 900_000_000;

    private static final long NANOS_OF_SECOND = 1_000_000_000;

    private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(LimitedKeys::sha256);

    private record Hash(long first, long second, long third, long fourth) {}

    private final List<String> secrets = new ArrayList<>();
    private final Map<Hash, NodeLimits.Caller> limits = new HashMap<>();
    private final Map<Hash, AtomicLong> floor = new HashMap<>();
    private final List<LimitReport> reports = new ArrayList<>();
    private final NodeLimits node = new NodeLimits("node", 1, System::nanoTime, () -> {}, (report, confirmed) -> {
        reports.add(report);
        confirmed.run();
    });
    private final FoldProcess fold = FoldProcess.only(node::learn);

    public LimitedKeys(int count) {
        for (int number = 0; number < count; number++) {
            var secret = KeySecret.generate("sk_live_").reveal();
            secrets.add(secret);
            limits.put(hash(secret), node.caller("key_" + number, new long[] {MAX}, LimitWindow.HOUR));
            floor.put(hash(secret), new AtomicLong());
        }
        Collections.shuffle(secrets);
        node.learnTime(System.nanoTime(), System.currentTimeMillis());
        // Hello, all that it holds, the lease.
        for (int turn = 0; turn < 3; turn++) turn();
    }

    /** What a node and its fold do beside the requests. */
    public void turn() {
        node.turn();
        for (var report : List.copyOf(reports)) fold.accept(report, System.currentTimeMillis(), System.nanoTime());
        reports.clear();
    }

    /** Lets each key admit one request, and returns the nanoseconds that one took. */
    public double decide() {
        int admitted = 0;
        long start = System.nanoTime();
        for (var secret : secrets) {
            var its = limits.get(hash(secret));
            if (its != null && node.admits(its)) admitted++;
        }
        return nanos(start, admitted);
    }

    /** Counts one request of each key in its second, and returns the nanoseconds that one took. */
    public double count() {
        int admitted = 0;
        long start = System.nanoTime();
        for (var secret : secrets) {
            var counter = floor.get(hash(secret));
            if (counter != null && count(counter)) admitted++;
        }
        return nanos(start, admitted);
    }

    /** The upper half of the number is the second, the lower half how many there were in it. */
    private static boolean count(AtomicLong counter) {
        long second = (System.nanoTime() / NANOS_OF_SECOND) << Integer.SIZE;
        while (true) {
            long before = counter.get();
            long after = (before >> Integer.SIZE) == (second >> Integer.SIZE) ? before + 1 : second + 1;
            if ((after & Integer.MAX_VALUE) > MAX) return false;
            if (counter.compareAndSet(before, after)) return true;
        }
    }

    private double nanos(long start, int admitted) {
        long nanos = System.nanoTime() - start;
        if (admitted != secrets.size()) {
            throw new IllegalStateException("of " + secrets.size() + " requests were admitted " + admitted);
        }
        return nanos / (double) admitted;
    }

    private static Hash hash(String secret) {
        var hash = ByteBuffer.wrap(SHA256.get().digest(secret.getBytes(UTF_8)));
        return new Hash(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
