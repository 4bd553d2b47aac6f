package io.sluice.cli;

import io.sluice.cli.Printer.Column;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "users", description = "People who sign in.")
final class UserCommands {
    private static final List<Column> COLUMNS = List.of(
            new Column("EMAIL", "/email"),
            new Column("NAME", "/name"),
            new Column("KIND", "/kind"),
            new Column("STATUS", "/status"),
            new Column("ID", "/id"));

    private static final List<Column> FIELDS = List.of(
            new Column("Id", "/id"),
            new Column("Email", "/email"),
            new Column("Name", "/name"),
            new Column("Tenant", "/tenant_id"),
            new Column("Kind", "/kind"),
            new Column("Above", "/parent_id"),
            new Column("Roles", "/role_ids"),
            new Column("Status", "/status"),
            new Column("Created", "/created_at"));

    private final Sluice sluice;

    UserCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(description = "List the people whom you see, by address.")
    void list(
            @Option(
                            names = "--kind",
                            completionCandidates = Words.Kinds.class,
                            description = "${COMPLETION-CANDIDATES}")
                    @Nullable
                    String kind,
            @Option(names = "--limit", description = "so many at most; else all", defaultValue = Words.ALL)
                    long limit) {
        var filters = new HashMap<String, @Nullable String>();
        filters.put("kind", kind);
        filters.put("sort", "email");
        sluice.list("/v1/users", filters, limit, COLUMNS);
    }

    @Command(description = "Show a person.")
    void show(@Parameters(paramLabel = "USER", description = "id, or me") String user) {
        sluice.show(sluice.api().get(path(user)), FIELDS);
    }

    @Command(description = "Make a person, and ask for the first password.")
    void create(
            @Parameters(paramLabel = "EMAIL", description = "what one signs in by") String email,
            @Option(
                            names = "--kind",
                            completionCandidates = Words.Kinds.class,
                            description = "${COMPLETION-CANDIDATES}; customer unless said")
                    @Nullable
                    String kind,
            @Option(names = "--name", description = "what the person is called") @Nullable String name,
            @Option(names = "--role", paramLabel = "ROLE", split = ",", description = "number, id or name, of staff")
                    @Nullable
                    List<String> roles,
            @Option(names = "--above", paramLabel = "USER", description = "id of the reseller, of a customer") @Nullable
                    String above,
            @Option(names = "--password-stdin", description = "read it from the standard input") boolean fromInput) {
        var api = sluice.api();
        var ids = roles == null
                ? List.<String>of()
                : roles.stream().map(role -> Roles.id(api, role)).toList();
        var body = Json.object()
                .with("email", email)
                .with("kind", kind)
                .with("name", name)
                .with("role_ids", ids)
                .with("parent_id", above)
                .with("password", Secrets.password(sluice.surroundings(), fromInput));
        sluice.change("POST", "/v1/users", body, FIELDS);
    }

    @Command(description = "Stop a person, and every session and token.")
    void disable(@Parameters(paramLabel = "USER", description = "id") String user) {
        sluice.change("PATCH", path(user), Json.object().with("status", "disabled"), FIELDS);
    }

    @Command(description = "Let a person sign in who was disabled.")
    void enable(@Parameters(paramLabel = "USER", description = "id") String user) {
        sluice.change("PATCH", path(user), Json.object().with("status", "active"), FIELDS);
    }

    @Command(
            description = {
                "Set another password, which ends every session and token.",
                "Of me, the password of now is asked for before; on the standard input it is the first of two lines."
            })
    void password(
            @Parameters(paramLabel = "USER", description = "id, or me") String user,
            @Option(names = "--password-stdin", description = "read it from the standard input") boolean fromInput) {
        if (!user.equals("me")) {
            var body = Json.object().with("password", Secrets.password(sluice.surroundings(), fromInput));
            sluice.change("PATCH", path(user), body, FIELDS);
            return;
        }
        var passwords = Secrets.newPassword(sluice.surroundings(), fromInput);
        var body = Json.object().with("current_password", passwords.current()).with("password", passwords.fresh());
        sluice.change("PATCH", path(user), body, FIELDS);
    }

    @Command(description = "Delete a person, for good.")
    void delete(@Parameters(paramLabel = "USER", description = "id") String user) {
        sluice.change("DELETE", path(user), null, FIELDS);
    }

    private static String path(String user) {
        return "/v1/users/" + Api.encoded(user);
    }
}
