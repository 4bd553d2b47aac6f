package io.sluice.system.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.system.stack.Sluice;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@code sluice commands}: followed to their end, whichever it is. */
class WatchTest {
    private final Sluice sluice = Sluice.shared();
    private final Cli admin = Cli.atShared().with("SLUICE_API_KEY", sluice.adminKey());

    @Test
    void tellsEachStepAndPrintsTheLast() {
        var command = schedule("{\"username\":\"" + Sluice.unique("watched") + "\"}", Duration.ofSeconds(4));
        var watched = admin.run("commands", "watch", command);
        assertThat(watched.code()).as(watched.err()).isZero();
        assertThat(watched.err()).contains("scheduled, due ").endsWith("succeeded\n");
        assertThat(watched.out()).contains("Status:       succeeded", "Type:         account.provision");
        var again = admin.run("commands", "watch", command, "--json");
        assertThat(again.json().path("status").asString()).isEqualTo("succeeded");
        assertThat(admin.run("commands", "show", command).out()).contains("Status:       succeeded");
        assertThat(admin.run("commands", "list", "--limit", "5").out()).startsWith("ID ");
    }

    @Test
    void endsAsTheCommandDoes() {
        var name = Sluice.unique("twice");
        sluice.admin().waiting().post("/v1/accounts", "{\"username\":\"" + name + "\"}");
        var failed =
                admin.run("commands", "watch", schedule("{\"username\":\"" + name + "\"}", Duration.ofMillis(500)));
        assertThat(failed.code()).as(failed.err()).isEqualTo(6);
        assertThat(failed.err()).contains("409 CONFLICT");
        assertThat(failed.out()).contains("Status:       failed");
        assertThat(admin.run("commands", "watch", "cmd_nothing").code()).isEqualTo(5);
    }

    @Test
    void isStoppedByCtrlCWithoutATrace() throws Exception {
        var command = schedule("{\"username\":\"" + Sluice.unique("stopped") + "\"}", Duration.ofHours(1));
        var err = Sluice.newFolder("cli").resolve("err.txt");
        var watching = admin.start(err, "commands", "watch", command);
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.readString(err).contains("scheduled, due"));
        new ProcessBuilder("kill", "-INT", Long.toString(watching.pid()))
                .start()
                .waitFor();
        assertThat(watching.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(watching.exitValue()).isEqualTo(130);
        assertThat(Files.readString(err)).doesNotContain("Exception");
        assertThat(admin.run("commands", "cancel", command).out()).contains("Status:       cancelled");
        assertThat(admin.run("commands", "watch", command).code()).isEqualTo(6);
    }

    private String schedule(String account, Duration in) {
        var due = Clock.systemUTC().instant().plus(in);
        return sluice.admin().post("/v1/accounts?not_before=" + due, account).text("/id");
    }
}
