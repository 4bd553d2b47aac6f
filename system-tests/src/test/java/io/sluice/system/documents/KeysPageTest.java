package io.sluice.system.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.stack.Sluice;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the samples of the page about keys, in order. */
class KeysPageTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Sluice sluice = Sluice.shared();

    @Test
    void itsSamplesGetTheFieldsThatAreShown() {
        var blocks = Markdown.blocks(Sluice.root().resolve("docs/keys.md"));
        var shell = new Shell();
        shell.export("SLUICE", sluice.url());
        shell.export("ADMIN_KEY", sluice.adminKey());
        JsonNode answer = JSON.createObjectNode();
        int compared = 0;
        for (var block : blocks) {
            if (block.language().equals("json")) {
                var shown = JSON.readTree(block.text());
                assertThat(PastedAnswer.differences(shown, PastedAnswer.only(shown, answer)))
                        .as(block.text())
                        .isEmpty();
                compared++;
            } else {
                answer = JSON.readTree(shell.run(block.text()));
                if (answer.has("key")) shell.export("SECRET", answer.path("key").asString());
                if (answer.path("id").asString("").startsWith("key_")) {
                    shell.export("KEY_ID", answer.path("id").asString());
                }
            }
        }
        assertThat(compared).isEqualTo(blocks.size() / 2);
    }
}
