package io.sluice.cli;

import io.sluice.cli.Printer.Column;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "limits", description = "Rate limits: how many requests keys and tenants may make.")
final class LimitCommands {
    private static final String LIMITS = "/v1/rate-limits";
    private static final String KEY = "key_";

    private static final List<Column> COLUMNS = List.of(
            new Column("NUMBER", "/number"),
            new Column("LIMIT", "", Rate::shown),
            new Column("APPLIES TO", "/applies_to"),
            new Column("KEY", "/key_id"),
            new Column("ROUTE", "/route"),
            new Column("ACTIVE", "/is_active"),
            new Column("SHADOW", "/shadow"),
            new Column("ID", "/id"));

    private static final List<Column> FIELDS = List.of(
            new Column("Id", "/id"),
            new Column("Number", "/number"),
            new Column("Limit", "", Rate::shown),
            new Column("Applies to", "/applies_to"),
            new Column("Key", "/key_id"),
            new Column("Route", "/route"),
            new Column("Environment", "/environment"),
            new Column("Active", "/is_active"),
            new Column("Shadow", "/shadow"),
            new Column("Description", "/description"),
            new Column("By platform", "/by_platform"),
            new Column("Created", "/created_at"));

    private final Sluice sluice;

    LimitCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(description = "List the rate limits of the environment, newest first.")
    void list(
            @Option(
                            names = "--for",
                            paramLabel = "WHOM",
                            completionCandidates = Words.LimitedOnes.class,
                            description = "${COMPLETION-CANDIDATES}, or the id of a key")
                    @Nullable
                    String whom,
            @Option(names = "--route", description = "with this very route") @Nullable String route,
            @Option(names = "--limit", description = "so many at most; else all", defaultValue = Words.ALL)
                    long limit) {
        var filters = new HashMap<String, @Nullable String>();
        boolean isOfKey = whom != null && whom.startsWith(KEY);
        filters.put("key_id", isOfKey ? whom : null);
        filters.put("applies_to", isOfKey ? null : whom);
        filters.put("route", route);
        sluice.list(LIMITS, filters, limit, COLUMNS);
    }

    @Command(description = "Show a rate limit.")
    void show(@Parameters(paramLabel = "NUMBER", description = "number or id") String limit) {
        sluice.show(sluice.api().get(path(limit)), FIELDS);
    }

    @Command(description = "Make a rate limit, in the environment of the credential.")
    void create(
            @Parameters(paramLabel = "LIMIT", description = "600/minute for instance, or 50/30s") Rate rate,
            @Option(
                            names = "--for",
                            paramLabel = "WHOM",
                            required = true,
                            completionCandidates = Words.LimitedOnes.class,
                            description = "${COMPLETION-CANDIDATES}, or the id of a key")
                    String whom,
            @Option(
                            names = "--route",
                            description =
                                    "\"POST /v1/accounts\" for instance, or \"* /v1/accounts/**\"; else every one")
                    @Nullable
                    String route,
            @Option(names = "--shadow", description = "count and tell, and refuse nothing") boolean shadow,
            @Option(names = "--description", description = "what it is for") @Nullable String description) {
        boolean isOfKey = whom.startsWith(KEY);
        var body = Json.object()
                .with("applies_to", isOfKey ? "key" : whom)
                .with("key_id", isOfKey ? whom : null)
                .with("route", route)
                .with("max_requests", rate.requests())
                .with("window_size", rate.seconds())
                .with("description", description);
        sluice.change("POST", LIMITS, shadow ? body.with("shadow", true) : body, FIELDS);
    }

    @Command(description = "Change a rate limit: what is not named stays, and so does what it applies to.")
    void update(
            @Parameters(paramLabel = "NUMBER", description = "number or id") String limit,
            @Option(names = "--to", paramLabel = "LIMIT", description = "1200/minute for instance, from now on")
                    @Nullable
                    Rate rate,
            @Option(
                            names = "--active",
                            arity = "1",
                            completionCandidates = Words.Choices.class,
                            description = "whether it works: ${COMPLETION-CANDIDATES}")
                    @Nullable
                    Boolean active,
            @Option(
                            names = "--shadow",
                            arity = "1",
                            completionCandidates = Words.Choices.class,
                            description = "whether it refuses nothing: ${COMPLETION-CANDIDATES}")
                    @Nullable
                    Boolean shadow,
            @Option(names = "--description", description = "what it is for") @Nullable String description) {
        var body = Json.object().with("description", description);
        if (rate != null) body.with("max_requests", rate.requests()).with("window_size", rate.seconds());
        if (active != null) body.with("is_active", active);
        if (shadow != null) body.with("shadow", shadow);
        sluice.change("PATCH", path(limit), body, FIELDS);
    }

    @Command(description = "Delete a rate limit.")
    void delete(@Parameters(paramLabel = "NUMBER", description = "number or id") String limit) {
        sluice.change("DELETE", path(limit), null, FIELDS);
    }

    private static String path(String limit) {
        return LIMITS + "/" + Api.encoded(limit);
    }
}
