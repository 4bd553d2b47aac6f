package io.sluice.system.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sluice.system.stack.Sluice;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the samples of the quickstart as they stand there. */
class QuickstartTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Sluice sluice = Sluice.shared();
    private final List<Markdown.Block> blocks = Markdown.blocks(Sluice.root().resolve("docs/quickstart.md"));
    private final Shell shell = new Shell();

    @BeforeEach
    void become() {
        var made = sluice.admin().post("/v1/keys", "{\"name\":\"quickstart\",\"scopes\":[\"accounts:*\"]}");
        shell.export("SLUICE", sluice.url());
        shell.export("KEY", made.text("/key"));
    }

    @Test
    void curlGetsTheFieldsThatAreShown() {
        int compared = 0;
        for (int i = 0; i + 1 < blocks.size(); i++) {
            if (!blocks.get(i + 1).language().equals("json")) continue;
            var shown = JSON.readTree(blocks.get(i + 1).text());
            var answer = JSON.readTree(shell.run(blocks.get(i).text()));
            assertThat(PastedAnswer.differences(shown, only(shown, answer))).isEmpty();
            compared++;
        }
        assertThat(compared).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"python, python3, -", "javascript, node, --input-type=module -"})
    void programsPrintWhatIsShown(String language, String interpreter, String options) {
        assumeThat(shell.has(interpreter))
                .as(interpreter + " is on this machine")
                .isTrue();
        int at = blocks.stream().map(Markdown.Block::language).toList().indexOf(language);
        assertThat(shell.run(interpreter + " " + options, blocks.get(at).text()))
                .isEqualTo(blocks.get(at + 1).text());
    }

    /** The document shows some fields of the answer. */
    private static JsonNode only(JsonNode shown, JsonNode answer) {
        var some = JSON.createObjectNode();
        shown.propertyNames().forEach(name -> some.set(name, answer.path(name)));
        return some;
    }
}
