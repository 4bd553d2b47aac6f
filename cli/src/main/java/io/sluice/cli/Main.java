package io.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs one command line. */
public final class Main {
    private Main() {}

    /** Ends the JVM with the number of an {@link ExitCode}. */
    public static void main(String[] arguments) {
        System.exit(run(Surroundings.real(), arguments));
    }

    static int run(Surroundings surroundings, String... arguments) {
        int code = commandLine(surroundings).execute(arguments);
        if (code != ExitCode.OK.number() || !surroundings.out().checkError()) return code;
        surroundings.err().println("The output could not be written.");
        return ExitCode.UNEXPECTED.number();
    }

    static CommandLine commandLine(Surroundings surroundings) {
        var sluice = new Sluice(surroundings);
        return new CommandLine(sluice)
                .addSubcommand(new LoginCommand(sluice))
                .addSubcommand(new LogoutCommand(sluice))
                .addSubcommand(new ProfilesCommand(sluice))
                .addSubcommand(new KeyCommands(sluice))
                .addSubcommand(new TenantCommands(sluice))
                .addSubcommand(new RoleCommands(sluice))
                .addSubcommand(new UserCommands(sluice))
                .addSubcommand(new LimitCommands(sluice))
                .addSubcommand(new CommandCommands(sluice))
                .addSubcommand(new CompletionCommands(sluice))
                .addSubcommand(new HelpCommand(sluice))
                .registerConverter(Instant.class, Times::instant)
                .registerConverter(Duration.class, Times::duration)
                .registerConverter(Rate.class, Rate::of)
                .setColorScheme(Help.defaultColorScheme(surroundings.colours() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(100)
                .setOut(writer(surroundings.out()))
                .setErr(writer(surroundings.err()))
                .setExecutionExceptionHandler((fault, _, _) -> tell(fault, sluice))
                .setParameterExceptionHandler((fault, _) -> tell(fault, surroundings));
    }

    private static int tell(Exception fault, Sluice sluice) {
        var err = sluice.surroundings().err();
        var failure = fault instanceof Failure known ? known : unexpected(fault);
        err.println(failure.getMessage());
        if (sluice.verbose()) fault.printStackTrace(err);
        return failure.code().number();
    }

    private static Failure unexpected(Exception fault) {
        return new Failure(ExitCode.UNEXPECTED, "This should not happen: " + fault + "\n--verbose tells where.", fault);
    }

    private static int tell(ParameterException fault, Surroundings surroundings) {
        surroundings.err().println(fault.getMessage());
        UnmatchedArgumentException.printSuggestions(fault, surroundings.err());
        surroundings
                .err()
                .println("See: " + fault.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE.number();
    }

    private static PrintWriter writer(PrintStream to) {
        return new PrintWriter(to, true, UTF_8);
    }
}
