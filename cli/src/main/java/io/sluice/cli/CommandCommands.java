package io.sluice.cli;

import io.sluice.cli.Printer.Column;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "commands", description = "Changes that were accepted, and how they ended.")
final class CommandCommands {
    private static final List<Column> COLUMNS = List.of(
            new Column("ID", "/id"),
            new Column("TYPE", "/type"),
            new Column("STATUS", "/status"),
            new Column("RESOURCE", "/resource/id"),
            new Column("CREATED", "/created_at"),
            new Column("ERROR", "/error/error_code"));

    private static final List<Column> FIELDS = List.of(
            new Column("Id", "/id"),
            new Column("Type", "/type"),
            new Column("Status", "/status"),
            new Column("Resource", "/resource/id"),
            new Column("Created", "/created_at"),
            new Column("Not before", "/not_before"),
            new Column("Applied", "/applied_at"));

    private final Sluice sluice;

    CommandCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(description = "List commands, newest first.")
    void list(
            @Option(
                            names = "--status",
                            completionCandidates = Words.CommandStatuses.class,
                            description = "${COMPLETION-CANDIDATES}")
                    @Nullable
                    String status,
            @Option(names = "--type", description = "account.renew for instance") @Nullable String type,
            @Option(names = "--since", paramLabel = "TIME", description = "created then or later") @Nullable
                    Instant since,
            @Option(names = "--limit", description = "so many at most; else all", defaultValue = Words.ALL)
                    long limit) {
        var filters = new HashMap<String, @Nullable String>();
        filters.put("status", status);
        filters.put("type", type);
        filters.put("since", since == null ? null : since.toString());
        sluice.list("/v1/commands", filters, limit, COLUMNS);
    }

    @Command(description = "Show a command as it stands.")
    void show(@Parameters(paramLabel = "COMMAND", description = "id") String command) {
        sluice.show(sluice.api().get(path(command)), FIELDS);
    }

    @Command(description = "Take back a command that is scheduled.")
    void cancel(@Parameters(paramLabel = "COMMAND", description = "id") String command) {
        sluice.change("POST", path(command) + "/cancel", null, FIELDS);
    }

    @Command(description = "Follow a command to its end, and end as it does.")
    void watch(@Parameters(paramLabel = "COMMAND", description = "id") String command) {
        var last = new Watch(sluice.api(), sluice::note).toItsEnd(path(command));
        if (sluice.json()) sluice.out().line(last);
        var view = Json.MAPPER.readTree(last);
        if (!sluice.json()) sluice.out().fields(view, FIELDS);
        throwUnlessSucceeded(view);
    }

    private static void throwUnlessSucceeded(JsonNode command) {
        var status = command.path("status").asString();
        if (status.equals("failed")) throw Failure.ofCommand(command.path("error"));
        if (status.equals("cancelled")) throw new Failure(ExitCode.REFUSED, "The command was cancelled.");
    }

    private static String path(String command) {
        return "/v1/commands/" + Api.encoded(command);
    }
}
