package io.sluice.system.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.stack.Sluice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code sluice login}: who is kept, where, and for how long. */
class LoginTest {
    private static final String PASSWORD = "correct horse battery";

    private final Sluice sluice = Sluice.shared();
    private final Cli admin = Cli.atShared().with("SLUICE_API_KEY", sluice.adminKey());
    private final Cli ada = Cli.atShared();
    private final String email = Sluice.unique("ada") + "@example.com";

    @Test
    void keepsAPersonWhereNobodyElseCanRead() throws Exception {
        var signedIn = signIn();
        assertThat(signedIn.err()).isEqualTo("Signed in at %s as profile \"default\".\n".formatted(sluice.url()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ada.profiles())))
                .isEqualTo("rw-------");
        assertThat(ada.run("users", "show", "me", "--json").json().path("email").asString())
                .isEqualTo(email);
        assertThat(ada.run("profiles").out()).contains(email).doesNotContain("rft_", "eyJ");
        assertThat(ada.run("logout").code()).isZero();
        assertThat(ada.run("users", "show", "me").code()).isEqualTo(3);
    }

    @Test
    void endsWith3ForAWrongPassword() {
        person();
        var wrong = ada.runWith("wrong horse battery\n", "login", email, "--password-stdin");
        assertThat(wrong.code()).isEqualTo(3);
        assertThat(wrong.err()).contains("CREDENTIALS_INVALID");
        assertThat(ada.profiles()).doesNotExist();
    }

    @Test
    void asksForAPasswordAtATerminalAlone() {
        var asked = ada.run("login", email);
        assertThat(asked.code()).isEqualTo(2);
        assertThat(asked.err()).contains("--password-stdin");
    }

    /** A refresh token is good once; eight who need the next one at the same time use it once. */
    @Test
    void renewsTheTokensOnceHoweverManyAsk() throws IOException {
        signIn();
        var before = Files.readString(ada.profiles());
        var stale = before.replaceAll("(\"access_ends_at\" : )\"[^\"]+\"", "$1\"2026-01-01T00:00:00Z\"");
        assertThat(stale).isNotEqualTo(before);
        Files.writeString(ada.profiles(), stale);
        var runs = Stream.generate(() -> CompletableFuture.supplyAsync(() -> ada.run("users", "show", "me")))
                .limit(8)
                .toList();
        assertThat(runs.stream().map(CompletableFuture::join).map(Cli.Run::code))
                .containsOnly(0);
        // Whoever was killed before the file was written has the old token, and gets the same pair.
        Files.writeString(ada.profiles(), stale);
        assertThat(ada.run("users", "show", "me").code()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ada.profiles())))
                .isEqualTo("rw-------");
    }

    @Test
    void changesAPasswordByTheOneBefore() {
        signIn();
        var wrong = ada.runWith("wrong horse\nanother horse battery\n", "users", "password", "me", "--password-stdin");
        assertThat(wrong.code()).as(wrong.err()).isEqualTo(6);
        assertThat(wrong.err()).contains("/current_password is not your password");
        assertThat(ada.runWith(PASSWORD + "\n", "users", "password", "me", "--password-stdin")
                        .code())
                .isEqualTo(2);
        var changed =
                ada.runWith(PASSWORD + "\nanother horse battery\n", "users", "password", "me", "--password-stdin");
        assertThat(changed.code()).as(changed.err()).isZero();
        assertThat(ada.run("users", "show", "me").code()).isEqualTo(3);
        assertThat(ada.runWith("another horse battery\n", "login", email, "--password-stdin")
                        .code())
                .isZero();
    }

    @Test
    void refusesAFileThatOthersCanRead() throws IOException {
        signIn();
        Files.setPosixFilePermissions(ada.profiles(), PosixFilePermissions.fromString("rw-r--r--"));
        var refused = ada.run("users", "show", "me");
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("has the mode rw-r--r--", "chmod 600");
    }

    /** Whoever points the tool elsewhere does not send the credential there. */
    @Test
    void sendsACredentialNowhereElse() {
        signIn();
        var elsewhere = ada.run("keys", "list", "--url", "http://127.0.0.1:1");
        assertThat(elsewhere.code()).isEqualTo(3);
        assertThat(elsewhere.err()).contains("is not sent to http://127.0.0.1:1");
    }

    @Test
    void keepsAnApiKeyThatWorks() {
        var kept = ada.runWith(sluice.adminKey() + "\n", "login", "--api-key-stdin", "--profile", "root");
        assertThat(kept.code()).as(kept.err()).isZero();
        assertThat(ada.run("tenants", "show", "default", "--profile", "root").code())
                .isZero();
        assertThat(ada.runWith("sk_live_nonsense", "login", "--api-key-stdin").code())
                .isEqualTo(3);
        assertThat(ada.run("profiles", "--json").jsonLines())
                .singleElement()
                .satisfies(profile -> assertThat(profile.path("as").asString()).isEqualTo("an API key"));
    }

    private Cli.Run signIn() {
        person();
        var run = ada.runWith(PASSWORD + "\n", "login", email, "--password-stdin");
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    private void person() {
        var made = admin.runWith(
                PASSWORD + "\n",
                "users",
                "create",
                email,
                "--kind",
                "tenant_admin",
                "--name",
                "Ada",
                "--password-stdin");
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out()).contains(email).doesNotContain(PASSWORD);
    }
}
