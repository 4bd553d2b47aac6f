package io.sluice.system.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.stack.Sluice;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the samples of the page about limits, in order; they take back what they make. */
class LimitsPageTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Sluice sluice = Sluice.shared();

    @Test
    void itsSamplesGetTheFieldsThatAreShown() {
        var blocks = Markdown.blocks(Sluice.root().resolve("docs/limits.md"), "Rate limits over the API");
        var shell = new Shell();
        shell.export("SLUICE", sluice.url());
        shell.export("ADMIN_KEY", sluice.adminKey());
        JsonNode answer = JSON.createObjectNode();
        int compared = 0;
        for (var block : blocks) {
            if (block.language().equals("json")) {
                var shown = JSON.readTree(block.text());
                assertThat(PastedAnswer.differences(shown, PastedAnswer.only(shown, answer)))
                        .as(block.text() + answer)
                        .isEmpty();
                compared++;
            } else {
                answer = JSON.readTree(shell.run(block.text()));
                if (answer.has("id")) {
                    shell.export("LIMIT_ID", answer.path("id").asString());
                }
            }
        }
        assertThat(compared).isEqualTo(blocks.size() / 2).isEqualTo(5);
    }
}
