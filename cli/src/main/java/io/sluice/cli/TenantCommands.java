package io.sluice.cli;

import io.sluice.cli.Printer.Column;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "tenants", description = "Businesses that share the installation.")
final class TenantCommands {
    private static final List<Column> COLUMNS = List.of(
            new Column("SLUG", "/slug"),
            new Column("NAME", "/name"),
            new Column("STATUS", "/status"),
            new Column("ID", "/id"),
            new Column("CREATED", "/created_at"));

    private static final List<Column> FIELDS = List.of(
            new Column("Id", "/id"),
            new Column("Name", "/name"),
            new Column("Slug", "/slug"),
            new Column("Status", "/status"),
            new Column("Created", "/created_at"));

    private final Sluice sluice;

    TenantCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(description = "List the tenants by slug; one that is not the platform's sees itself.")
    void list(
            @Option(names = "--limit", description = "so many at most; else all", defaultValue = Words.ALL)
                    long limit) {
        sluice.list("/v1/tenants", Map.of("sort", "slug"), limit, COLUMNS);
    }

    @Command(description = "Show a tenant.")
    void show(@Parameters(paramLabel = "TENANT", description = "slug or id") String tenant) {
        sluice.show(sluice.api().get(path(tenant)), FIELDS);
    }

    @Command(description = "Make a tenant. Its first person or key is made with --tenant.")
    void create(
            @Parameters(paramLabel = "SLUG", description = "letters, digits and hyphens; never changed") String slug,
            @Option(names = "--name", required = true, description = "what it is called") String name) {
        var body = Json.object().with("slug", slug).with("name", name);
        sluice.change("POST", "/v1/tenants", body, FIELDS);
    }

    @Command(description = "Give a tenant another name.")
    void rename(
            @Parameters(paramLabel = "TENANT", description = "slug or id") String tenant,
            @Parameters(paramLabel = "NAME", description = "what it is called from now on") String name) {
        sluice.change("PATCH", path(tenant), Json.object().with("name", name), FIELDS);
    }

    @Command(description = "Refuse the keys and people of a tenant, until it is activated.")
    void suspend(@Parameters(paramLabel = "TENANT", description = "slug or id") String tenant) {
        sluice.change("PATCH", path(tenant), Json.object().with("status", "suspended"), FIELDS);
    }

    @Command(description = "Let a tenant work that was suspended.")
    void activate(@Parameters(paramLabel = "TENANT", description = "slug or id") String tenant) {
        sluice.change("PATCH", path(tenant), Json.object().with("status", "active"), FIELDS);
    }

    private static String path(String tenant) {
        return "/v1/tenants/" + Api.encoded(tenant);
    }
}
