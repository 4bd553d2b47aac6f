package io.sluice.system.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AccountEvent;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.system.stack.Cluster;
import io.sluice.system.stack.Kafka;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what a load was told with what exists: in the database, among the results, among the events. */
final class Ledger {
    static final Duration RECOVERY = Duration.ofMinutes(2);

    private final Cluster cluster;
    private final Kafka kafka;
    private final Load load;
    private final String before;

    /** @param load that nobody else's commands run beside, and that has not begun */
    Ledger(Cluster cluster, Kafka kafka, Load load) {
        this.cluster = cluster;
        this.kafka = kafka;
        this.load = load;
        this.before = cluster.database()
                .sql("SELECT coalesce(max(accepted_at), '-infinity')::text FROM core.command")
                .query(String.class)
                .single();
    }

    /** How many commands are acknowledged and not yet taken up by a worker. */
    long inFlight() {
        // In this order: a command that is recorded after the first look is not counted as if it were under way.
        long acknowledged = load.acknowledged().size();
        return acknowledged - recorded();
    }

    /** How many commands of the load a worker has taken up: they have an outcome, or wait for their time. */
    long recorded() {
        return count("true");
    }

    private long count(String condition) {
        return cluster.database()
                .sql("SELECT count(*) FROM core.command WHERE type LIKE 'account.%' AND accepted_at > ?::timestamptz"
                        + " AND " + condition)
                .param(before)
                .query(Long.class)
                .single();
    }

    /** Waits for a moment at which something is under way, says how much, and returns at once. */
    void awaitInFlight(String part) {
        long inFlight = await().atMost(RECOVERY)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> inFlight() + load.unanswered(), count -> count > 0);
        System.out.printf(
                "kill test: %tT %s: %d commands in flight, %d scheduled%n",
                System.currentTimeMillis(), part, inFlight, count("status = 'scheduled'"));
    }

    /** Returns when requests are acknowledged and commands taken up again. */
    void awaitProgress() {
        int acknowledged = load.acknowledged().size();
        await("acknowledgements")
                .atMost(RECOVERY)
                .until(() -> load.acknowledged().size() > acknowledged + 200);
        var sofar = Set.copyOf(load.acknowledged().keySet());
        await("outcomes").atMost(RECOVERY).ignoreExceptions().until(() -> recorded() >= sofar.size());
    }

    /** Stops the load and returns when everything has an outcome. */
    void finish() throws Exception {
        load.finish();
        System.out.printf(
                "kill test: %d commands acknowledged, %d of them scheduled, %d requests repeated%n",
                load.acknowledged().size(), load.scheduled(), load.repetitions());
        awaitSettled();
    }

    void awaitSettled() {
        await("all outcomes")
                .atMost(RECOVERY)
                .until(() ->
                        count("status <> 'scheduled'") == load.acknowledged().size());
    }

    /** The outcomes that readers of {@code command-results} have been told of the accounts of this load, by command. */
    Map<String, Set<CommandResult>> outcomes() {
        var results = new HashMap<String, Set<CommandResult>>();
        kafka.read(
                        Topics.COMMAND_RESULTS,
                        result -> load.accounts().containsKey(result.getResourceId())
                                && !result.getStatus().equals("scheduled"))
                .forEach(result -> results.computeIfAbsent(result.getId(), id -> new HashSet<>())
                        .add(result));
        return results;
    }

    void everythingAcknowledgedHappenedOnce() {
        eachCommandHasOneOutcome();
        eachAccountExistsOnceWithEachRenewalAppliedOnce();
        eachChangeHasOneEvent();
    }

    private void eachCommandHasOneOutcome() {
        var acknowledged = load.acknowledged().keySet();
        var results = await("all results")
                .atMost(RECOVERY)
                .until(this::outcomes, found -> found.keySet().containsAll(acknowledged));
        assertThat(results.keySet()).isEqualTo(acknowledged);
        assertThat(results.values()).allSatisfy(outcomes -> {
            assertThat(outcomes).singleElement().satisfies(outcome -> {
                assertThat(outcome.getStatus()).as(outcome.toString()).isEqualTo("succeeded");
            });
        });
    }

    void eachAccountExistsOnceWithEachRenewalAppliedOnce() {
        var days = cluster
                .database()
                .sql("SELECT username, created_at, expires_at FROM core.account WHERE username LIKE ?")
                .param(load.usernames() + "%")
                .query((row, at) -> Map.entry(
                        row.getString("username"),
                        Duration.between(
                                        row.getObject("created_at", OffsetDateTime.class),
                                        row.getObject("expires_at", OffsetDateTime.class))
                                .toDays()))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        var expected = load.accounts().values().stream()
                .collect(Collectors.toMap(account -> account.username, account -> 30L + account.daysAdded.get()));
        assertThat(days).isEqualTo(expected);
    }

    private void eachChangeHasOneEvent() {
        var events = new HashSet<>(kafka.read(
                Topics.ACCOUNT_EVENTS, event -> event.getAccount().getUsername().startsWith(load.usernames())));
        var commands = events.stream().map(AccountEvent::getCommandId).collect(Collectors.toSet());
        assertThat(commands).isEqualTo(load.acknowledged().keySet());
        assertThat(events).hasSize(List.copyOf(commands).size());
    }
}
