package io.sluice.system.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.stack.Sluice;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs the samples of the page about the command line, in order. */
class CliPageTest {
    private static final Pattern TIME = Pattern.compile("2026-11-20 12:00:00");

    private final Sluice sluice = Sluice.shared();

    @Test
    void itsSamplesPrintWhatIsShown() {
        var slug = Sluice.unique("acme");
        var shell = new Shell();
        shell.export("SLUICE_URL", sluice.url());
        shell.export("SLUICE_API_KEY", sluice.adminKey());
        shell.export(
                "SLUICE_CONFIG",
                Sluice.newFolder("cli-page").resolve("profiles.json").toString());
        var blocks = Markdown.blocks(Sluice.root().resolve("docs/cli.md"));
        var printed = "";
        var compared = new ArrayList<String>();
        for (var block : blocks.subList(1, blocks.size())) {
            var text = block.text().replace("acme", slug);
            if (text.contains("login")) person(slug);
            if (block.language().equals("text")) {
                assertThat(lines(printed)).as(text).matches(pattern(text));
                compared.add(text);
            } else {
                printed = shell.run("cd '" + Sluice.root() + "'\n" + text);
            }
        }
        assertThat(compared).hasSize((blocks.size() - 1) / 2).hasSizeGreaterThan(6);
    }

    private void person(String slug) {
        var made = sluice.admin()
                .with("Sluice-Tenant", slug)
                .post(
                        "/v1/users",
                        "{\"email\":\"eve@" + slug + ".example\",\"kind\":\"tenant_admin\","
                                + "\"password\":\"correct horse battery\"}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
    }

    /** Columns are as wide as ids are, and those of the page are cut. */
    private static String lines(String text) {
        return text.lines()
                .map(line -> line.strip().replaceAll(" +", " "))
                .toList()
                .toString();
    }

    private static Pattern pattern(String shown) {
        var parts = List.of(lines(TIME.matcher(shown).replaceAll("…")).split("…", -1));
        return Pattern.compile(
                String.join(".+", parts.stream().map(Pattern::quote).toList()));
    }
}
