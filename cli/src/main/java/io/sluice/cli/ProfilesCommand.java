package io.sluice.cli;

import io.sluice.cli.Printer.Column;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(name = "profiles", description = "List the profiles that are kept, without their secrets.")
final class ProfilesCommand implements Runnable {
    private static final List<Column> COLUMNS = List.of(
            new Column("NAME", "/name"),
            new Column("URL", "/url"),
            new Column("TENANT", "/tenant"),
            new Column("AS", "/as"));

    private final Sluice sluice;

    ProfilesCommand(Sluice sluice) {
        this.sluice = sluice;
    }

    @Override
    public void run() {
        var rows = sluice.profiles().all().entrySet().stream()
                .<JsonNode>map(each -> Json.MAPPER
                        .createObjectNode()
                        .put("name", each.getKey())
                        .put("url", each.getValue().url())
                        .put("tenant", each.getValue().tenant())
                        .put("as", each.getValue().credential().toString()))
                .toList();
        if (sluice.json()) rows.forEach(row -> sluice.out().line(row.toString()));
        else sluice.out().table(COLUMNS).page(rows);
    }
}
