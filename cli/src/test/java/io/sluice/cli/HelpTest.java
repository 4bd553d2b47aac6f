package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;

/** What every command has, and none may have. */
class HelpTest {
    private final List<CommandSpec> commands =
            all(Main.commandLine(Surroundings.real()).getCommandSpec()).toList();

    @TempDir
    private Path folder;

    @Test
    void everyCommandAndOptionSaysWhatItIs() {
        assertThat(commands).hasSizeGreaterThan(40).allSatisfy(command -> {
            assertThat(command.usageMessage().description())
                    .as(command.qualifiedName())
                    .isNotEmpty();
            assertThat(command.args())
                    .as(command.qualifiedName())
                    .allSatisfy(arg -> assertThat(arg.description()).isNotEmpty());
        });
    }

    /** What stands in an argument stands in the list of processes and in the shell's history. */
    @Test
    void noOptionTakesASecret() {
        assertThat(commands.stream()
                        .flatMap(command -> command.options().stream())
                        .filter(option -> option.longestName().matches("--.*(password|key|secret|token).*")))
                .isNotEmpty()
                .allSatisfy(option -> {
                    assertThat(option.longestName()).endsWith("-stdin");
                    assertThat(option.type()).isEqualTo(boolean.class);
                });
    }

    @Test
    void everyCommandTakesWhatAllTake() {
        assertThat(commands)
                .allSatisfy(command -> assertThat(command.optionsMap())
                        .containsKeys("--json", "--url", "--profile", "--tenant", "--verbose", "--help"));
    }

    @Test
    void helpFindsACommandBelowACommand() throws IOException {
        try (var api = new BrokenApi()) {
            assertThat(api.run(folder, "help", "keys", "generate").out()).startsWith("Usage: sluice keys generate ");
            var unknown = api.run(folder, "help", "keys", "make");
            assertThat(unknown.code()).isEqualTo(2);
            assertThat(unknown.err()).contains("no command \"make\"", "generate");
            assertThat(api.run(folder, "keys", "list", "--limit", "0").code()).isEqualTo(2);
            assertThat(api.run(folder, "keys", "reg").err()).contains("keys regenerate");
        }
    }

    @Test
    void whoeverSendsACredentialInTheClearIsTold() throws IOException {
        try (var api = new BrokenApi()) {
            api.answers(200, "{\"data\":[]}");
            assertThat(api.run(folder, "keys", "list").err()).isEmpty();
            assertThat(api.run(folder, "keys", "list", "--url", "http://0.0.0.0:1")
                            .err())
                    .startsWith("http://0.0.0.0:1 is not encrypted");
        }
    }

    private static Stream<CommandSpec> all(CommandSpec command) {
        return Stream.concat(
                Stream.of(command),
                command.subcommands().values().stream().flatMap(below -> all(below.getCommandSpec())));
    }
}
