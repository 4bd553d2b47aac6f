package io.sluice.cli;

import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "completion", description = "Print what lets a shell complete: source <(sluice completion bash).")
final class CompletionCommands {
    private final Sluice sluice;

    @Spec
    private @Nullable CommandSpec spec;

    CompletionCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(description = "For bash.")
    void bash() {
        print();
    }

    @Command(description = "For zsh, which reads the same by its bashcompinit.")
    void zsh() {
        print();
    }

    private void print() {
        if (spec == null) throw new IllegalStateException("picocli sets it");
        sluice.out().line(AutoComplete.bash("sluice", spec.root().commandLine()));
    }
}
