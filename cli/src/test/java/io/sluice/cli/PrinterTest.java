package io.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.Printer.Column;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrinterTest {
    private static final List<Column> COLUMNS =
            List.of(new Column("NAME", "/name"), new Column("STATUS", "/status"), new Column("TAGS", "/tags"));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void alignsColumnsAndShowsWhatIsMissing() {
        page(false, """
                [{"name": "Größe", "status": "active", "tags": ["a", "b"]}, {"name": null, "status": "revoked"}]""");
        assertThat(out.toString(UTF_8)).isEqualTo("""
                NAME   STATUS   TAGS
                Größe  active   a, b
                -      revoked  -
                """);
    }

    @Test
    void coloursKeepTheColumns() {
        page(true, "[{\"name\": \"a\", \"status\": \"active\", \"tags\": []}]");
        assertThat(out.toString(UTF_8).replace('\033', '~')).isEqualTo("""
                ~[1mNAME~[0m  ~[1mSTATUS~[0m  ~[1mTAGS~[0m
                a     ~[32mactive~[0m  -
                """);
    }

    /** A name that somebody else chose must not write over the line before, or colour what follows. */
    @Test
    void whatIsShownDoesNotSpeakToTheTerminal() {
        page(false, "[{\"name\": \"a\\u001b[2Jb\\nc\", \"status\": \"\\u009b\", \"tags\": []}]");
        assertThat(out.toString(UTF_8).lines().toList().get(1)).isEqualTo("a�[2Jb�c  �       -");
    }

    private void page(boolean colours, String items) {
        var printer = new Printer(new PrintStream(out, true, UTF_8), colours);
        printer.table(COLUMNS).page(List.copyOf(Json.MAPPER.readTree(items).values()));
    }
}
