package io.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.system.stack.Sluice;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class LimitsPageTest {
    @Test
    void takesTheNewTableInPlaceOfTheOld() throws IOException {
        var page = Files.readString(Sluice.root().resolve("docs/limits.md"));
        var once = LimitsPage.with("| one |", page);
        var twice = LimitsPage.with("| two |", once);
        assertThat(twice).contains("| two |").doesNotContain("| one |");
        assertThat(LimitsPage.with("| one |", twice)).isEqualTo(once);
    }

    @Test
    void refusesAPageThatHasNoPlaceForIt() {
        assertThatThrownBy(() -> LimitsPage.with("| one |", "# Limits")).hasMessageContaining("docs/limits.md");
    }
}
