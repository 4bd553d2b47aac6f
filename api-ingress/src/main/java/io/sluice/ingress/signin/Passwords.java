package io.sluice.ingress.signin;

import io.sluice.ingress.addresses.Address;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.RefusedException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes and checks passwords by Argon2id. Each takes 19 MiB and tens of milliseconds of a processor on purpose, so few
 * are hashed at once: who signs in must not take the machine from those who call.
 */
@Component
public final class Passwords {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;

    /** How long one may wait for a place: longer than those of one other network can take on a slow machine. */
    private static final long PATIENCE_MS = 3_000;

    private final Argon2PasswordEncoder encoder =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);

    /** How many of one network may have or await a place, so that it alone cannot keep all others from theirs. */
    private static final int PER_NETWORK_MAX = 4;

    /** Half of the processors, so that the other half goes on; in the order of coming. */
    private final Semaphore places =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    private final Map<Address, Integer> present = new ConcurrentHashMap<>();

    /** The hash of no password that is known: to check it takes as long as to check any other. */
    static final String NOBODYS = "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
            .formatted(MEMORY_KIB, PASSES, LANES, zeros(SALT_BYTES), zeros(HASH_BYTES));

    /**
     * The hash of a password, with a salt of its own.
     *
     * @throws RefusedException when too many are being hashed
     */
    public String hash(String password) {
        return inPlace(() -> hashed(password));
    }

    /**
     * Does it when it is this one's turn, whatever has to be looked up for it: those who wait hold nothing that others
     * need.
     *
     * @param network from which it is asked for
     * @throws RefusedException when too many wait, of all or of this network
     */
    <T> T inTurn(Address network, Supplier<T> work) {
        if (present.merge(network, 1, Integer::sum) > PER_NETWORK_MAX) {
            leave(network);
            throw tooMany();
        }
        try {
            return inPlace(work);
        } finally {
            leave(network);
        }
    }

    /** Whether the password has this hash; never for null, which takes as long. Only in one's turn. */
    boolean matches(String password, @Nullable String hash) {
        boolean same = encoder.matches(password, hash == null ? NOBODYS : hash);
        return same && hash != null;
    }

    private void leave(Address network) {
        present.computeIfPresent(network, (_, count) -> count == 1 ? null : count - 1);
    }

    private static String zeros(int bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(new byte[bytes]);
    }

    private String hashed(String password) {
        var hash = encoder.encode(password);
        if (hash == null) throw new IllegalStateException("Argon2 hashes every text");
        return hash;
    }

    private <T> T inPlace(Supplier<T> work) {
        try {
            if (!places.tryAcquire(PATIENCE_MS, TimeUnit.MILLISECONDS)) throw tooMany();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw tooMany();
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    private static RefusedException tooMany() {
        return new RefusedException(Problem.unavailable("Too many passwords are being checked. Repeat it.", 1));
    }
}
