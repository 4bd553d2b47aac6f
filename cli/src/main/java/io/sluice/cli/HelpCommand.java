package io.sluice.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "help", description = "Tell what a command does, or how the tool ends: help exit-codes.")
final class HelpCommand implements Runnable {
    static final String EXIT_CODES = "exit-codes";

    private final Sluice sluice;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", description = "keys generate for instance")
    private List<String> path = List.of();

    HelpCommand(Sluice sluice) {
        this.sluice = sluice;
    }

    @Override
    public void run() {
        if (path.equals(List.of(EXIT_CODES))) {
            ExitCode.lines().forEach(sluice.out()::line);
            return;
        }
        if (spec == null) throw new IllegalStateException("picocli sets it");
        var command = spec.root().commandLine();
        for (var name : path) command = below(command, name);
        command.usage(sluice.surroundings().out());
    }

    private static CommandLine below(CommandLine command, String name) {
        var next = command.getSubcommands().get(name);
        if (next != null) return next;
        throw new ParameterException(
                command,
                "There is no command \"" + name + "\" here, but "
                        + String.join(", ", command.getSubcommands().keySet()));
    }
}
