package io.sluice.cli;

import io.sluice.cli.Printer.Column;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "keys", description = "API keys: make, list, stop and exchange them.")
final class KeyCommands {
    private static final List<Column> COLUMNS = List.of(
            new Column("ID", "/id"),
            new Column("NAME", "/name"),
            new Column("KEY", "/masked"),
            new Column("ENVIRONMENT", "/environment"),
            new Column("ROLE", "/role_id"),
            new Column("LIMITS", "/rate_limits", KeyCommands::limits),
            new Column("STATUS", "/status"),
            new Column("CREATED", "/created_at"),
            new Column("EXPIRES", "/expires_at"));

    private static final List<Column> FIELDS = List.of(
            new Column("Id", "/id"),
            new Column("Name", "/name"),
            new Column("Key", "/masked"),
            new Column("Tenant", "/tenant_id"),
            new Column("Environment", "/environment"),
            new Column("Status", "/status"),
            new Column("Role", "/role_id"),
            new Column("Scopes", "/scopes"),
            new Column("Addresses", "/allowed_ips"),
            new Column("Limits", "/rate_limits", KeyCommands::limits),
            new Column("Integration", "/integration"),
            new Column("Notes", "/notes"),
            new Column("Created", "/created_at"),
            new Column("Expires", "/expires_at"),
            new Column("Old until", "/previous_ends_at"));

    private static final List<Column> OUTCOMES =
            List.of(new Column("ID", "/id"), new Column("STATUS", "/status"), new Column("ERROR", "/error/detail"));

    private final Sluice sluice;

    KeyCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(description = "Make a key. It is shown this once.")
    void generate(
            @Option(names = "--name", required = true, description = "what it is called") String name,
            @Option(names = "--role", paramLabel = "ROLE", description = "number, id or name of the role that it has")
                    @Nullable
                    String role,
            @Option(
                            names = "--scope",
                            paramLabel = "SCOPE",
                            split = ",",
                            description = "what it may do, accounts:read for instance; several by commas")
                    @Nullable
                    List<String> scopes,
            @Option(
                            names = "--environment",
                            completionCandidates = Words.Environments.class,
                            description = "${COMPLETION-CANDIDATES}; else that of the credential")
                    @Nullable
                    String environment,
            @Option(
                            names = "--expires",
                            paramLabel = "TIME",
                            description = "2027-12-31 is the first instant of that day in UTC; or 2027-12-31T12:00:00Z")
                    @Nullable
                    Instant expires,
            @Mixin KeyDescription described,
            @Option(
                            names = "--style",
                            completionCandidates = Words.Styles.class,
                            description = "how it begins: ${COMPLETION-CANDIDATES}")
                    @Nullable
                    String style,
            @Option(
                            names = "--allow",
                            paramLabel = "ADDRESS",
                            split = ",",
                            description = "addresses and ranges that it may be used from; else everywhere")
                    @Nullable
                    List<String> addresses,
            @Option(
                            names = "--limit",
                            paramLabel = "LIMIT",
                            description = "600/minute for instance, or 50/30s; may be said once for each length")
                    @Nullable
                    List<Rate> limits) {
        var api = sluice.api();
        var body = Json.object()
                .with("name", name)
                .with("role_id", role == null ? null : Roles.id(api, role))
                .with("scopes", orNone(scopes))
                .with("environment", environment)
                .with("expires_at", expires == null ? null : expires.toString())
                .with("style", style)
                .with("allowed_ips", orNone(addresses))
                .withRates("rate_limits", limits == null ? List.of() : limits);
        reveal(api, api.change("POST", "/v1/keys", described.into(body)));
    }

    @Command(description = "List the keys of the tenant, newest first.")
    void list(
            @Option(
                            names = "--status",
                            completionCandidates = Words.KeyStatuses.class,
                            description = "${COMPLETION-CANDIDATES}")
                    @Nullable
                    String status,
            @Option(
                            names = "--environment",
                            completionCandidates = Words.Environments.class,
                            description = "${COMPLETION-CANDIDATES}")
                    @Nullable
                    String environment,
            @Option(names = "--integration", description = "used by this") @Nullable String integration,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            description = "number, id or name of the role that they have")
                    @Nullable
                    String role,
            @Option(names = "--customer", paramLabel = "ID", description = "whose they are") @Nullable String customer,
            @Option(names = "--name", description = "called so") @Nullable String name,
            @Option(names = "--limit", description = "so many at most; else all", defaultValue = Words.ALL)
                    long limit) {
        var filters = new HashMap<String, @Nullable String>();
        filters.put("status", status);
        filters.put("environment", environment);
        filters.put("integration", integration);
        filters.put("role_id", role == null ? null : Roles.id(sluice.api(), role));
        filters.put("customer_id", customer);
        filters.put("name", name);
        sluice.list("/v1/keys", filters, limit, COLUMNS);
    }

    @Command(description = "Show a key, but for its secret.")
    void show(@Parameters(paramLabel = "KEY", description = "id") String key) {
        sluice.show(sluice.api().get(path(key)), FIELDS);
    }

    @Command(description = "End keys, for good.")
    void revoke(@Parameters(paramLabel = "KEY", arity = "1..*", description = "ids") List<String> keys) {
        keys.forEach(key -> sluice.change("POST", path(key) + "/revoke", null, FIELDS));
    }

    @Command(description = "Stop keys until they are activated.")
    void deactivate(@Parameters(paramLabel = "KEY", arity = "1..*", description = "ids") List<String> keys) {
        keys.forEach(key -> sluice.change("POST", path(key) + "/deactivate", null, FIELDS));
    }

    @Command(description = "Let keys work that were deactivated.")
    void activate(@Parameters(paramLabel = "KEY", arity = "1..*", description = "ids") List<String> keys) {
        keys.forEach(key -> sluice.change("POST", path(key) + "/activate", null, FIELDS));
    }

    @Command(description = "Delete keys, for good; their records stay.")
    void delete(@Parameters(paramLabel = "KEY", arity = "1..*", description = "ids") List<String> keys) {
        keys.forEach(key -> sluice.change("DELETE", path(key), null, FIELDS));
    }

    @Command(description = "Give a key another secret; the one before goes on to work for a time.")
    void rotate(
            @Parameters(paramLabel = "KEY", description = "id") String key,
            @Option(
                            names = "--grace",
                            paramLabel = "TIME",
                            description = "for how long, 90m, 12h or 7d for instance; a day unless said")
                    @Nullable
                    Duration grace) {
        var body = Json.object();
        if (grace != null) body.with("grace_seconds", grace.toSeconds());
        var api = sluice.api();
        reveal(api, api.change("POST", path(key) + "/rotate", body));
    }

    @Command(description = "Give a key another secret, and end the one before at once.")
    void regenerate(@Parameters(paramLabel = "KEY", description = "id") String key) {
        var api = sluice.api();
        reveal(api, api.change("POST", path(key) + "/regenerate", null));
    }

    @Command(
            name = "import",
            description = "Take over keys of another system, by the SHA-256 of their secrets: {\"keys\": [...]}.")
    void importKeys(@Parameters(paramLabel = "FILE", description = "JSON; - is the standard input") String file) {
        var answer = sluice.api().changeText("POST", "/v1/keys/import", read(file));
        var data = List.copyOf(answer.json().path("data").values());
        if (sluice.json()) data.forEach(item -> sluice.out().line(item.toString()));
        else sluice.out().table(OUTCOMES).page(data);
        long failed = count(data, "failed");
        if (failed > 0) {
            throw new Failure(ExitCode.REFUSED, failed + " of " + data.size() + " were not imported.");
        }
        long accepted = count(data, "accepted");
        if (accepted > 0) {
            throw new Failure(
                    ExitCode.UNAVAILABLE,
                    accepted + " are accepted, and not known to be done; sluice keys list shows them.");
        }
    }

    /** The secret comes first: whatever fails behind it must not hide it. */
    private void reveal(Api api, Answer answer) {
        var key = answer.json();
        var secret = key.path("key").asString("");
        if (sluice.json()) sluice.out().line(answer.text());
        if (secret.isEmpty()) {
            var id = key.path("id").asString();
            throw new Failure(
                    ExitCode.UNAVAILABLE,
                    "The key " + id + " has a new secret, but the answer that showed it was lost.\n"
                            + "Run: sluice keys regenerate " + id);
        }
        if (sluice.json()) return;
        var out = sluice.out();
        out.box("Keep this key now: it is shown this once, and nobody can bring it back.", secret);
        out.field("Id", key.path("id").asString());
        out.field("Name", Printer.value(key.path("name")));
        out.field("Tenant", Tenants.shown(api, key.path("tenant_id").asString()));
        out.field(
                "Role",
                key.hasNonNull("role_id") ? Roles.shown(api, key.path("role_id").asString()) : "-");
        out.field("Scopes", Printer.value(key.path("scopes")));
        out.field("Prefix", key.path("prefix").asString());
        if (!key.path("rate_limits").isEmpty()) out.field("Limits", limits(key.path("rate_limits")));
        out.field("Active", key.path("status").asString().equals("active") ? "yes" : "no");
        out.field("Created", Printer.value(key.path("created_at")));
        out.field("Expires", Printer.value(key.path("expires_at")));
        if (key.hasNonNull("previous_ends_at")) {
            out.field("Old until", Printer.value(key.path("previous_ends_at")));
        }
    }

    private static String limits(JsonNode limits) {
        if (limits.isEmpty()) return "-";
        return limits.values().stream().map(Rate::shown).collect(Collectors.joining(", "));
    }

    private String read(String file) {
        try {
            if (file.equals("-")) {
                return new String(sluice.surroundings().in().readAllBytes(), StandardCharsets.UTF_8);
            }
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, file + " cannot be read: " + e, e);
        }
    }

    private static long count(List<JsonNode> outcomes, String status) {
        return outcomes.stream()
                .filter(outcome -> outcome.path("status").asString().equals(status))
                .count();
    }

    private static List<String> orNone(@Nullable List<String> given) {
        return given == null ? List.of() : given;
    }

    private static String path(String key) {
        return "/v1/keys/" + Api.encoded(key);
    }
}
