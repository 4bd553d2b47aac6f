package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Commands;
import io.sluice.system.stack.Sluice;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CancelTest {
    private final Sluice sluice = Sluice.shared();
    private final Api shop = sluice.admin();

    @Test
    void aScheduledCommandIsNeverAppliedOnceItIsCancelled() {
        var account = make();
        var suspend = suspend(account, Duration.ofSeconds(2));
        var later = in(Duration.ofSeconds(3));
        var resume = shop.send("POST", "/v1/accounts/" + account + "/resume?not_before=" + later, "");
        var cancelled = cancel(suspend);
        assertThat(cancelled.status()).as(cancelled.toString()).isEqualTo(200);
        assertThat(cancelled.text("/id")).isEqualTo(suspend);
        assertThat(cancelled.text("/status")).isEqualTo("cancelled");
        assertThat(shop.get("/v1/commands/" + suspend).json()).isEqualTo(cancelled.json());
        var after = shop.get("/v1/commands/" + resume.text("/id") + "?wait=20");
        assertThat(after.json().at("/result/version").asInt()).isEqualTo(2);
        assertThat(shop.get("/v1/commands/" + suspend).text("/status")).isEqualTo("cancelled");
    }

    // No worker has recorded it yet, so no instance can know what it is about.
    @Test
    void oneThatWasAcceptedJustNowCanBeCancelledAtOnce() {
        var account = make();
        for (int i = 0; i < 20; i++) {
            assertThat(cancel(suspend(account, Duration.ofHours(1))).text("/status"))
                    .isEqualTo("cancelled");
        }
    }

    @Test
    void toCancelOnceMoreAnswersTheSame() {
        var command = suspend(make(), Duration.ofHours(1));
        var first = cancel(command);
        assertThat(cancel(command).json()).isEqualTo(first.json());
        var other = suspend(make(), Duration.ofHours(1));
        var together =
                IntStream.range(0, 4).parallel().mapToObj(i -> cancel(other)).toList();
        assertThat(together).extracting(Answer::status).containsOnly(200);
        var instant = together.getFirst().text("/applied_at");
        assertThat(together).extracting(answer -> answer.text("/applied_at")).containsOnly(instant);
    }

    @Test
    void whoWaitsIsTold() {
        var command = suspend(make(), Duration.ofHours(1));
        var waiting = CompletableFuture.supplyAsync(() -> shop.get("/v1/commands/" + command + "?wait=30"));
        cancel(command);
        assertThat(waiting).succeedsWithin(Duration.ofSeconds(20));
        assertThat(waiting.join().text("/status")).isEqualTo("cancelled");
    }

    @Test
    void theCancellationIsACommandItself() {
        var command = suspend(make(), Duration.ofHours(1));
        var accepted = shop.with("Prefer", "respond-async").send("POST", path(command), "");
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.text("/type")).isEqualTo("command.cancel");
        var settled = shop.get("/v1/commands/" + accepted.text("/id") + "?wait=20");
        assertThat(settled.text("/status")).isEqualTo("succeeded");
        assertThat(settled.text("/result/id")).isEqualTo(command);
        assertThat(settled.text("/result/status")).isEqualTo("cancelled");
    }

    @Test
    void whatIsFinalIsNotCancelled() {
        var done = shop.waiting()
                .send("POST", "/v1/accounts/" + make() + "/suspend", "")
                .header("X-Command-Id")
                .orElseThrow();
        var refused = cancel(done);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/error_code")).isEqualTo("CONFLICT");
        assertThat(shop.get("/v1/commands/" + done).text("/status")).isEqualTo("succeeded");
    }

    // Whoever comes first at that instant: the answer and the outcome say the same.
    @Test
    void atTheInstantItIsDueOneOfTheTwoHappens() {
        var account = make();
        var due = in(Duration.ofSeconds(3));
        var ids = IntStream.range(0, 40)
                .mapToObj(i -> shop.post("/v1/accounts/" + account + "/renew?not_before=" + due, "{\"extend_days\":1}")
                        .text("/id"))
                .toList();
        shop.get("/v1/commands/" + ids.getFirst() + "?wait=20");
        int cancelled = 0;
        for (var id : ids.reversed()) {
            var answer = cancel(id);
            var status = shop.get("/v1/commands/" + id + "?wait=20").text("/status");
            assertThat(status).isEqualTo(answer.status() == 200 ? "cancelled" : "succeeded");
            if (answer.status() == 200) cancelled++;
            else assertThat(answer.status()).as(answer.toString()).isEqualTo(409);
        }
        var version = shop.get("/v1/accounts/" + account).json().at("/version").asInt();
        assertThat(version).isEqualTo(1 + ids.size() - cancelled);
    }

    @Test
    void absentAndForeignCommandsAreTheSame() {
        var command = suspend(make(), Duration.ofHours(1));
        var foreign = sluice.caller("test", "*:*").send("POST", path(command), "");
        var absent = shop.send("POST", path(Commands.newId().text() + "0".repeat(12)), "");
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(absent.status()).isEqualTo(404);
        assertThat(foreign.text("/detail")).isEqualTo(absent.text("/detail"));
        assertThat(shop.get("/v1/commands/" + command).text("/status")).isEqualTo("scheduled");
    }

    @Test
    void itNeedsTheScopeOfTheChange() {
        var command = suspend(make(), Duration.ofHours(1));
        var reader = sluice.caller("live", "accounts:read", "commands:*");
        assertThat(reader.send("POST", path(command), "").status()).isEqualTo(403);
        assertThat(shop.get("/v1/commands/" + command).text("/status")).isEqualTo("scheduled");
    }

    private String make() {
        return shop.waiting()
                .post("/v1/accounts", "{\"username\":\"" + Sluice.unique("cancel") + "\",\"expire_days\":30}")
                .text("/id");
    }

    private String suspend(String account, Duration in) {
        return shop.send("POST", "/v1/accounts/" + account + "/suspend?not_before=" + in(in), "")
                .text("/id");
    }

    private Answer cancel(String command) {
        return shop.send("POST", path(command), "");
    }

    private static String path(String command) {
        return "/v1/commands/" + command + "/cancel";
    }

    private static String in(Duration time) {
        return Clock.systemUTC().instant().plus(time).toString();
    }
}
