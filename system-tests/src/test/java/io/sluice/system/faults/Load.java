package io.sluice.system.faults;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers that provision accounts and renew them, now or a moment later, as a careful integrator does: every request
 * under an Idempotency-Key of its own, repeated under the same key until it is acknowledged, however often the
 * connection breaks.
 */
final class Load {
    /** An account, and how many days were added to it, all of it acknowledged. */
    static final class Account {
        final String username;
        final String id;
        final AtomicInteger daysAdded = new AtomicInteger();

        Account(String username, String id) {
            this.username = username;
            this.id = id;
        }
    }

    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Between two requests of a caller, so that what was killed finds time to start. */
    private static final Duration PACE = Duration.ofMillis(10);

    private final Api api;
    private final int count;
    private final long seed;
    private final ExecutorService callers;
    private final List<Future<?>> loops = new ArrayList<>();
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final AtomicLong repetitions = new AtomicLong();
    private final AtomicLong scheduled = new AtomicLong();
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile boolean stopped;

    /**
     * @param count of callers
     * @param seed decides which requests are made, in which order by each caller
     */
    Load(Api api, int count, long seed) {
        this.api = api;
        this.count = count;
        this.seed = seed;
        this.callers =
                Executors.newFixedThreadPool(count, Thread.ofPlatform().daemon().factory());
    }

    void begin() {
        for (int i = 0; i < count; i++) {
            int caller = i;
            loops.add(callers.submit(() -> call(caller)));
        }
    }

    /** What the name of each of its accounts begins with, and that of no other account. */
    String usernames() {
        return "load-" + seed + "-";
    }

    /** Acknowledged commands by id, with their type. */
    Map<String, String> acknowledged() {
        return acknowledged;
    }

    Map<String, Account> accounts() {
        return accounts;
    }

    /** Requests that are sent and not answered at this moment. */
    int unanswered() {
        return unanswered.get();
    }

    /** How often a request had to be sent again. */
    long repetitions() {
        return repetitions.get();
    }

    /** How many of the acknowledged were put off. */
    long scheduled() {
        return scheduled.get();
    }

    /** Ends when every request that was begun is acknowledged. */
    void finish() throws InterruptedException, ExecutionException, TimeoutException {
        stopped = true;
        for (var loop : loops) loop.get(90, TimeUnit.SECONDS);
        callers.shutdown();
    }

    private void call(int caller) {
        var random = new Random(seed + caller);
        Account account = null;
        for (int n = 0; !stopped; n++) {
            LockSupport.parkNanos(PACE.toNanos());
            var key = seed + "-" + caller + "-" + n;
            if (account == null || random.nextInt(3) == 0) account = provision(key);
            else renew(key, account, 1 + random.nextInt(9), random.nextInt(4) == 0 ? 1 + random.nextInt(2_000) : 0);
        }
    }

    private Account provision(String key) {
        var answer = acknowledge(key, "/v1/accounts", "{\"username\":\"load-" + key + "\",\"expire_days\":30}");
        var account = new Account("load-" + key, answer.text("/resource/id"));
        accounts.put(account.id, account);
        return account;
    }

    private void renew(String key, Account account, int days, int laterMillis) {
        var path = "/v1/accounts/" + account.id + "/renew";
        if (laterMillis > 0)
            path += "?not_before=" + Clock.systemUTC().instant().plusMillis(laterMillis);
        var answer = acknowledge(key, path, "{\"extend_days\":" + days + "}");
        if (answer.text("/status").equals("scheduled")) scheduled.incrementAndGet();
        account.daysAdded.addAndGet(days);
    }

    private Answer acknowledge(String key, String path, String body) {
        var caller = api.under(key);
        unanswered.incrementAndGet();
        try {
            while (true) {
                try {
                    var answer = caller.tryPost(path, body);
                    if (answer.status() == 202) {
                        acknowledged.put(answer.text("/id").substring(0, 30), answer.text("/type"));
                        return answer;
                    }
                    if (answer.status() != 503) throw new AssertionError(path + " was answered " + answer);
                } catch (IOException brokenConnection) {
                    // Unknown, as a 503 is: the same key makes the repetition safe.
                }
                repetitions.incrementAndGet();
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        } finally {
            unanswered.decrementAndGet();
        }
    }
}
