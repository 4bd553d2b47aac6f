package io.sluice.system.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sluice.system.stack.Sluice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How the tool ends, and what it says then. */
class ExitCodesTest {
    private final Sluice sluice = Sluice.shared();
    private final Cli admin = Cli.atShared().with("SLUICE_API_KEY", sluice.adminKey());

    @Test
    void tellWhatWentWrong() {
        assertThat(admin.run("keys", "generate", "--nme", "x").code()).isEqualTo(2);
        assertThat(admin.run("keys", "generate", "--name", "x", "--expires", "soon")
                        .code())
                .isEqualTo(2);
        assertThat(admin.run("keys", "show", "key_01m7q3k8v0g5zr2d9x4w6t1yhe").code())
                .isEqualTo(5);
        assertThat(Cli.atShared().run("keys", "list").code()).isEqualTo(3);
        var poor = admin.run("keys", "generate", "--name", "poor", "--scope", "accounts:read", "--json");
        var denied = Cli.atShared()
                .with("SLUICE_API_KEY", poor.json().path("key").asString())
                .run("keys", "list");
        assertThat(denied.code()).isEqualTo(4);
        assertThat(denied.err()).contains("(403 PERMISSION_DENIED)").doesNotContain("Exception");
    }

    @Test
    void nameEveryWrongFieldAndTheRequest() {
        var wrong = admin.run(
                "keys",
                "generate",
                "--name",
                "x",
                "--scope",
                "nonsense",
                "--expires",
                "2020-01-01",
                "--allow",
                "there");
        assertThat(wrong.code()).isEqualTo(6);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err())
                .contains(
                        "(422 VALIDATION_FAILED)", "  /scopes/0 ", "  /expires_at ", "  /allowed_ips ", "request req_");
    }

    /** After some attempts, each of which is told. */
    @Test
    void are8WhereNobodyAnswers() {
        var nobody = admin.run(
                "keys",
                "list",
                "--url",
                "http://127.0.0.1:" + Sluice.freePorts(1).getFirst());
        assertThat(nobody.code()).isEqualTo(8);
        assertThat(nobody.err()).contains("again in 0.5 s", "again in 2 s", "does not answer");
    }

    @Test
    void areListedInThePageAsInTheHelp() throws Exception {
        var help =
                admin.run("help", "exit-codes").out().lines().map(String::strip).toList();
        var page = Files.readString(Sluice.root().resolve("docs/cli.md"));
        assertThat(help)
                .hasSize(10)
                .allSatisfy(line -> assertThat(page).contains("| " + line.replaceFirst(" +", " | ") + " |"));
    }

    /** The function is called as bash calls it; what it says of being called by a script is left out. */
    @Test
    void bashCompletesCommandsAndOptions() throws Exception {
        assertThat(completed("bash", "sluice keys re")).containsExactlyInAnyOrder("regenerate", "revoke");
        assertThat(completed("bash", "sluice keys generate --env")).containsExactly("--environment");
    }

    @Test
    void zshReadsItsCompletions() throws Exception {
        assumeThat(Stream.of("/usr/bin/zsh", "/bin/zsh").anyMatch(zsh -> Files.isExecutable(Path.of(zsh))))
                .as("zsh is on this machine")
                .isTrue();
        var script = Sluice.root().resolve("sluice");
        assertThat(admin.complete(
                        "zsh",
                        "source <(" + script + " completion zsh); print ${_comps[sluice]}; whence -w _complete_sluice"))
                .contains("_complete_sluice: function");
    }

    private Stream<String> completed(String shell, String line) throws Exception {
        var words = line.replaceAll("\\s+", "' '");
        int last = line.replaceAll("[^ ]", "").length();
        return admin.complete(
                        shell,
                        "source <(%s completion %s); COMP_WORDS=('%s'); COMP_CWORD=%d; COMP_LINE='%s'; "
                                        .formatted(Sluice.root().resolve("sluice"), shell, words, last, line)
                                + "_complete_sluice 2> /dev/null; printf '%s\\n' \"${COMPREPLY[@]}\"")
                .lines()
                .map(String::strip);
    }
}
