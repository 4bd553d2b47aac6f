package io.sluice.system.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.stack.Sluice;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the samples of the page about tenants, roles and people, in order. */
class TenancyPageTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What the page calls a field of an answer from then on. */
    private static final Map<String, String> NAMES =
            Map.of("access_token", "TOKEN", "refresh_token", "REFRESH_TOKEN", "id", "ROLE_ID");

    private final Sluice sluice = Sluice.shared();

    @Test
    void itsSamplesGetTheFieldsThatAreShown() {
        var blocks = Markdown.blocks(Sluice.root().resolve("docs/tenancy.md"));
        var shell = new Shell();
        shell.export("SLUICE", sluice.url());
        shell.export("ADMIN_KEY", sluice.adminKey());
        JsonNode answer = JSON.createObjectNode();
        int compared = 0;
        for (var block : blocks) {
            if (block.language().equals("json")) {
                var shown = JSON.readTree(block.text());
                assertThat(PastedAnswer.differences(shown, only(shown, answer)))
                        .as(block.text() + answer)
                        .isEmpty();
                compared++;
            } else {
                answer = JSON.readTree(shell.run(block.text()));
                for (var name : NAMES.entrySet()) {
                    if (answer.has(name.getKey())) {
                        shell.export(name.getValue(), answer.path(name.getKey()).asString());
                    }
                }
            }
        }
        assertThat(compared).isEqualTo(blocks.size() / 2).isEqualTo(8);
    }

    /** The page shows some fields of an answer. */
    private static JsonNode only(JsonNode shown, JsonNode answer) {
        var some = JSON.createObjectNode();
        shown.propertyNames().forEach(name -> some.set(name, answer.path(name)));
        return some;
    }
}
