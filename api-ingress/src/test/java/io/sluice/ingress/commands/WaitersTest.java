package io.sluice.ingress.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.CommandId;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.avro.CommandResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class WaitersTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final CommandId ID = id(1);
    private static final KeyId KEY = key(1);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Waiters waiters = new Waiters();

    @Test
    void tellTheOutcomeToAllWhoWaitForTheCommandAndToNobodyElse() {
        var one = join(ID, KEY);
        var other = join(ID, key(2));
        var stranger = join(id(2), KEY);
        var result = result(ID);
        waiters.tell(result);
        assertThat(one).isCompletedWithValue(result);
        assertThat(other).isCompletedWithValue(result);
        assertThat(stranger).isNotDone();
    }

    // The waiter registers, the command is published and applied, and only then does anybody look at the future.
    @Test
    void keepAnOutcomeThatComesBeforeItIsLookedAt() {
        var waiting = join(ID, KEY);
        waiters.tell(result(ID));
        assertThat(waiting.thenApply(CommandResult::getId)).isCompletedWithValue(ID.text());
    }

    @Test
    void doNotKeepAnOutcomeThatNobodyWaitsFor() {
        waiters.tell(result(ID));
        assertThat(join(ID, KEY)).isNotDone();
    }

    @Test
    void tellAnOutcomeOnceMoreToWhoComesAgain() {
        var first = join(ID, KEY);
        waiters.tell(result(ID));
        assertThat(first).isCompleted();
        var again = join(ID, KEY);
        waiters.tell(result(ID));
        assertThat(again).isCompleted();
    }

    @Test
    void giveUpAfterTheTimeGiven() {
        assertThat(waiters.await(ID, KEY, SHORT, news -> true).orElseThrow())
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void goOnWaitingForOneWhenAnotherOfTheSameCommandGaveUp() {
        var patient = join(ID, KEY);
        assertThat(waiters.await(ID, KEY, SHORT, news -> true).orElseThrow()).failsWithin(SOON);
        waiters.tell(result(ID));
        assertThat(patient).isCompleted();
    }

    @Test
    void haveAHundredPlacesForAKeyAndStillSomeForOthers() {
        fill(KEY, Waiters.PER_PRINCIPAL_MAX);
        assertThat(waiters.await(id(-1), KEY, LONG, news -> true)).isEmpty();
        assertThat(waiters.await(id(-1), key(2), LONG, news -> true)).isPresent();
    }

    @Test
    void haveTenThousandPlacesOnANode() {
        for (int n = 0; n < Waiters.PER_NODE_MAX / Waiters.PER_PRINCIPAL_MAX; n++)
            fill(key(n), Waiters.PER_PRINCIPAL_MAX);
        assertThat(waiters.await(id(-1), key(-1), LONG, news -> true)).isEmpty();
    }

    @Test
    void countNoPlaceForWhoWasRefused() {
        var first = fill(KEY, Waiters.PER_PRINCIPAL_MAX).getFirst();
        for (int n = 0; n < 10; n++)
            assertThat(waiters.await(id(-1), KEY, LONG, news -> true)).isEmpty();
        waiters.tell(result(first));
        assertThat(waiters.await(id(-1), KEY, LONG, news -> true)).isPresent();
        assertThat(waiters.await(id(-1), KEY, LONG, news -> true)).isEmpty();
    }

    @Test
    void freeAPlaceWithTheOutcome() {
        for (int n = 0; n < 3 * Waiters.PER_PRINCIPAL_MAX; n++) {
            assertThat(waiters.await(ID, KEY, LONG, news -> true)).isPresent();
            waiters.tell(result(ID));
        }
    }

    @Test
    void freeAPlaceWhoseWaiterGoesAway() {
        for (int n = 0; n < 3 * Waiters.PER_PRINCIPAL_MAX; n++) join(ID, KEY).cancel(false);
        assertThat(fill(KEY, Waiters.PER_PRINCIPAL_MAX)).hasSize(Waiters.PER_PRINCIPAL_MAX);
    }

    @Test
    void freeEveryPlaceWithATimeOut() {
        var all = new ArrayList<CompletableFuture<CommandResult>>();
        for (int n = 0; n < Waiters.PER_PRINCIPAL_MAX; n++) {
            all.add(waiters.await(ID, KEY, SHORT, news -> true).orElseThrow());
        }
        all.forEach(waiting -> assertThat(waiting).failsWithin(SOON));
        assertThat(fill(KEY, Waiters.PER_PRINCIPAL_MAX)).hasSize(Waiters.PER_PRINCIPAL_MAX);
    }

    @Test
    void goOnListeningUntilTheyHaveHeardEnough() {
        var heard = new ArrayList<String>();
        waiters.enter(ID, KEY, news -> heard.add(news.getStatus()) && heard.size() == 2);
        for (var status : List.of("scheduled", "cancelled", "cancelled")) waiters.tell(result(ID, status));
        assertThat(heard).containsExactly("scheduled", "cancelled");
        assertThat(fill(KEY, Waiters.PER_PRINCIPAL_MAX)).hasSize(Waiters.PER_PRINCIPAL_MAX);
    }

    @Test
    void freeAPlaceOnceHoweverOftenItIsLeft() {
        var place = waiters.enter(ID, KEY, news -> false).orElseThrow();
        place.leave();
        place.leave();
        fill(KEY, Waiters.PER_PRINCIPAL_MAX);
        assertThat(waiters.await(id(-1), KEY, LONG, news -> true)).isEmpty();
    }

    private CompletableFuture<CommandResult> join(CommandId id, KeyId key) {
        return waiters.await(id, key, LONG, news -> true).orElseThrow();
    }

    private List<CommandId> fill(KeyId key, int places) {
        var ids = new ArrayList<CommandId>();
        for (int n = 0; n < places; n++) {
            var id = id(n);
            assertThat(waiters.await(id, key, LONG, news -> true)).isNotEqualTo(Optional.empty());
            ids.add(id);
        }
        return ids;
    }

    private static CommandId id(long n) {
        return CommandId.at(NOW, 0, n);
    }

    private static KeyId key(long n) {
        return new KeyId(new UUID(0, n));
    }

    private static CommandResult result(CommandId id) {
        return result(id, "succeeded");
    }

    private static CommandResult result(CommandId id, String status) {
        return CommandResult.newBuilder()
                .setId(id.text())
                .setType("account.renew")
                .setTenantId("ten_00000000000000000000000001")
                .setEnvironment("live")
                .setStatus(status)
                .setResourceId("acc_00000000000000000000000001")
                .setAcceptedAt(NOW)
                .setAppliedAt(NOW)
                .build();
    }
}
