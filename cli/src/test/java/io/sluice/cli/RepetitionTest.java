package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not answered is sent again, and done once. */
class RepetitionTest {
    private static final String REVOKED = "{\"id\":\"key_1\",\"status\":\"revoked\"}";

    @TempDir
    private Path folder;

    private final BrokenApi api;

    RepetitionTest() throws IOException {
        api = new BrokenApi();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aChangeGoesOnUnderItsIdempotencyKey() {
        api.breaks().answers(503, "", "Retry-After", "0").answers(200, REVOKED);
        var run = api.run(folder, "keys", "revoke", "key_1", "--json");
        assertThat(run).isEqualTo(new BrokenApi.Run(0, REVOKED + "\n", run.err()));
        assertThat(run.err()).contains("again in 0.5 s", "The API is away (503); again in 0 s");
        assertThat(api.seen()).hasSize(3);
        assertThat(api.seen().stream().distinct())
                .singleElement()
                .satisfies(seen -> assertThat(seen.idempotencyKey()).isNotBlank());
    }

    @Test
    void itIsGivenUpAfterFourAttempts() {
        for (int n = 0; n < 4; n++) api.answers(503, "", "Retry-After", "0");
        assertThat(api.run(folder, "keys", "revoke", "key_1").code()).isEqualTo(8);
        assertThat(api.seen()).hasSize(4);
    }

    @Test
    void nobodyIsKeptWaitingForMinutes() {
        api.answers(503, "{\"title\":\"Away\"}", "Retry-After", "120");
        assertThat(api.run(folder, "keys", "revoke", "key_1")).isEqualTo(new BrokenApi.Run(8, "", "Away\n"));
    }

    @Test
    void aRefusalIsNotRepeated() {
        api.answers(429, "{\"title\":\"Too many\",\"error_code\":\"RATE_LIMIT_EXCEEDED\"}", "Retry-After", "1");
        assertThat(api.run(folder, "keys", "list"))
                .isEqualTo(new BrokenApi.Run(7, "", "Too many (429 RATE_LIMIT_EXCEEDED)\n"));
        assertThat(api.seen()).hasSize(1);
    }

    /** The API shows a secret in one answer; whoever has lost it must not think that there is none. */
    @Test
    void aSecretThatWasLostIsTold() {
        api.breaks().answers(201, "{\"id\":\"key_1\",\"name\":\"x\"}");
        var run = api.run(folder, "keys", "generate", "--name", "x");
        assertThat(run.code()).isEqualTo(8);
        assertThat(run.err()).contains("sluice keys regenerate key_1");
    }

    /** It will be done; a script that goes on as if it were is told. */
    @Test
    void aChangeThatIsNotKnownToBeDoneIsNoSuccess() {
        api.answers(202, "{\"id\":\"cmd_1\",\"status\":\"accepted\"}");
        var run = api.run(folder, "commands", "cancel", "cmd_0");
        assertThat(run.code()).isEqualTo(8);
        assertThat(run.err()).contains("sluice commands watch cmd_1");
    }

    @Test
    void aPageFollowsTheOther() {
        api.answers(200, "{\"data\":[{\"id\":\"key_1\"},{\"id\":\"key_2\"}],\"next_cursor\":\"a b\"}")
                .answers(200, "{\"data\":[{\"id\":\"key_3\",\"x\":1.10}],\"next_cursor\":\"c\"}");
        var run = api.run(folder, "keys", "list", "--limit", "3", "--json");
        assertThat(run.out().lines())
                .containsExactly("{\"id\":\"key_1\"}", "{\"id\":\"key_2\"}", "{\"id\":\"key_3\",\"x\":1.10}");
        assertThat(api.seen())
                .extracting(BrokenApi.Seen::request)
                .containsExactly("GET /v1/keys?limit=3", "GET /v1/keys?cursor=a%20b&limit=1");
    }

    @Test
    void aStreamGoesOnAfterTheLastEventThatWasSeen() {
        api.answers(200, "id: 2\ndata: {\"status\":\"scheduled\",\"not_before\":null}\n\n: waiting\n\n")
                .breaks()
                .answers(200, "id: 3\ndata: {\"status\":\"succeeded\"}\n\n");
        var run = api.run(folder, "commands", "watch", "cmd_1", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("{\"status\":\"succeeded\"}\n");
        assertThat(api.seen()).extracting(BrokenApi.Seen::lastEventId).containsExactly(null, "2", "2");
    }

    @Test
    void anAnswerOfAProxyIsToldAsWhatItIs() {
        api.answers(404, "<html>nginx</html>");
        assertThat(api.run(folder, "keys", "show", "key_1"))
                .isEqualTo(new BrokenApi.Run(5, "", "The answer is 404 and no problem document\n"));
    }
}
