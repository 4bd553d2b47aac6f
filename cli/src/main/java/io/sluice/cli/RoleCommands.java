package io.sluice.cli;

import io.sluice.cli.Printer.Column;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "roles", description = "Permissions under a name.")
final class RoleCommands {
    private static final List<Column> COLUMNS = List.of(
            new Column("NUMBER", "/number"),
            new Column("NAME", "/name"),
            new Column("ID", "/id"),
            new Column("BUILT IN", "/builtin"),
            new Column("PERMISSIONS", "/permissions"));

    private static final List<Column> FIELDS = List.of(
            new Column("Id", "/id"),
            new Column("Number", "/number"),
            new Column("Name", "/name"),
            new Column("Description", "/description"),
            new Column("Permissions", "/permissions"),
            new Column("Built in", "/builtin"),
            new Column("Created", "/created_at"));

    private final Sluice sluice;

    RoleCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(description = "List the roles of the tenant by name.")
    void list(
            @Option(names = "--limit", description = "so many at most; else all", defaultValue = Words.ALL)
                    long limit) {
        sluice.list("/v1/roles", Map.of("sort", "name"), limit, COLUMNS);
    }

    @Command(description = "Show a role.")
    void show(@Parameters(paramLabel = "ROLE", description = "number, id or name") String role) {
        var api = sluice.api();
        sluice.show(api.get(path(api, role)), FIELDS);
    }

    @Command(description = "Make a role, of permissions that you hold yourself.")
    void create(
            @Parameters(paramLabel = "NAME", description = "what it is called") String name,
            @Option(
                            names = "--permission",
                            paramLabel = "PERMISSION",
                            split = ",",
                            required = true,
                            description = "accounts:read for instance; several by commas")
                    List<String> permissions,
            @Option(names = "--description", description = "what it is for") @Nullable String description) {
        var body = Json.object()
                .with("name", name)
                .with("description", description)
                .with("permissions", permissions);
        sluice.change("POST", "/v1/roles", body, FIELDS);
    }

    @Command(description = "Change a role, for all who have it: what is not named stays.")
    void update(
            @Parameters(paramLabel = "ROLE", description = "number, id or name") String role,
            @Option(names = "--name", description = "what it is called from now on") @Nullable String name,
            @Option(
                            names = "--permission",
                            paramLabel = "PERMISSION",
                            split = ",",
                            description = "all that it permits from now on; several by commas")
                    @Nullable
                    List<String> permissions,
            @Option(names = "--description", description = "what it is for") @Nullable String description) {
        var body = Json.object()
                .with("name", name)
                .with("description", description)
                .with("permissions", permissions == null ? List.of() : permissions);
        sluice.change("PATCH", path(sluice.api(), role), body, FIELDS);
    }

    @Command(description = "Delete a role that nobody has.")
    void delete(@Parameters(paramLabel = "ROLE", description = "number, id or name") String role) {
        sluice.change("DELETE", path(sluice.api(), role), null, FIELDS);
    }

    private static String path(Api api, String role) {
        return "/v1/roles/" + Api.encoded(Roles.id(api, role));
    }
}
