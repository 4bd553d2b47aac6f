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
                assertThat(PastedAnswer.differences(shown, only(shown, answer)))
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

    /** The page shows some fields of an answer, and of what is in it. */
    private static JsonNode only(JsonNode shown, JsonNode answer) {
        if (shown.isArray() && answer.isArray() && shown.size() == answer.size()) {
            var some = JSON.createArrayNode();
            for (int at = 0; at < shown.size(); at++) some.add(only(shown.get(at), answer.get(at)));
            return some;
        }
        if (!shown.isObject()) return answer;
        var some = JSON.createObjectNode();
        shown.propertyNames().forEach(name -> some.set(name, only(shown.path(name), answer.path(name))));
        return some;
    }
}
