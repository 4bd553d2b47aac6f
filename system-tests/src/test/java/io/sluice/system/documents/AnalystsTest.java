package io.sluice.system.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.system.stack.Sluice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Does what the page for readers of Kafka says, with the tools that it names, where they are at hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnalystsTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern EXPORTS = Pattern.compile("(?m)^export .*$\\n");

    private final Sluice sluice = Sluice.shared();
    private final List<Markdown.Block> blocks = Markdown.blocks(Sluice.root().resolve("docs/analysts.md"));
    private final Path folder = Sluice.newFolder("analysts");
    private String account = "";

    @BeforeAll
    void letSomethingHappen() throws IOException {
        KafkaTools.install(folder.resolve("bin"));
        account = sluice.admin()
                .waiting()
                .post("/v1/accounts", "{\"username\":\"" + Sluice.unique("page") + "\"}")
                .text("/id");
        assertThat(account).startsWith("acc_");
        run(reader(Sluice.READER, sluice.readerPassword()), "cat > reader.properties");
    }

    @Test
    void theConsoleConsumerShowsWhatThePageShows() {
        var printed = run(reader(Sluice.READER, sluice.readerPassword()), "kafka-console-consumer.sh");
        var shown = block("text", "ce_specversion").text();
        var anything = Pattern.quote(shown)
                .replace("…", "\\E[^\\n]*\\Q")
                .replace("account.provisioned", "\\E[^\\n]*\\Q")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[^\\t]*", "\\\\E[^\\\\t]*\\\\Q");
        assertThat(printed).matches(anything);
    }

    @Test
    void theProgramInJavaPrintsEvents() throws IOException {
        var source = Files.writeString(
                folder.resolve("Events.java"), block("java", "class Events").text());
        assertPrintsTheAccount("java", List.of(KafkaTools.java(), "-cp", KafkaTools.classPath(), source.toString()));
    }

    @Test
    void theProgramInPythonPrintsEvents() throws IOException {
        assumeTrue(runs("python3 -c 'import confluent_kafka.schema_registry.avro'"), "confluent-kafka is not at hand");
        var source = Files.writeString(
                folder.resolve("events.py"),
                block("python", "consumer.subscribe").text());
        assertPrintsTheAccount("python", List.of("python3", source.toString()));
    }

    @Test
    void kcatShowsValues() {
        assumeTrue(runs("command -v kcat"), "kcat is not at hand");
        assertThat(run(reader(Sluice.READER, sluice.readerPassword()), "kcat -C"))
                .contains(account);
    }

    @Test
    void whoRunsABrokerLetsAReaderInAndGoAgain() throws IOException {
        var partner = reader("partner", "another-long-password");
        run(partner, "kafka-acls.sh");
        var settings = Files.createDirectories(folder.resolve("partner"));
        run(partner, "cat > reader.properties", settings);
        assertThat(run(partner, "kafka-console-consumer.sh", settings)).contains("ce_id:evt_");
        run(partner, "--delete-config");
        // The tool ends as if all were well, and prints nothing.
        assertThat(run(partner, "kafka-console-consumer.sh", settings)).isEmpty();
    }

    private Shell reader(String name, String password) {
        var shell = new Shell();
        shell.export("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        shell.export("SLUICE", sluice.url());
        shell.export("KAFKA", sluice.readerBootstrapServers());
        shell.export("BROKER", sluice.bootstrapServers());
        shell.export("READER", name);
        shell.export("READER_PASSWORD", password);
        return shell;
    }

    private String run(Shell shell, String part) {
        return run(shell, part, folder);
    }

    /** Runs the block with this part in it, in a folder; what it exports is exported already. */
    private String run(Shell shell, String part, Path where) {
        var command = EXPORTS.matcher(block("sh", part).text()).replaceAll("");
        return shell.run("cd '" + where + "'\n" + command);
    }

    private Markdown.Block block(String language, String part) {
        return blocks.stream()
                .filter(block ->
                        block.language().equals(language) && block.text().contains(part))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the page has no block of " + language + " with " + part));
    }

    private boolean runs(String command) {
        try {
            reader(Sluice.READER, "").run(command);
            return true;
        } catch (AssertionError notThere) {
            return false;
        }
    }

    private void assertPrintsTheAccount(String name, List<String> command) throws IOException {
        var output = folder.resolve(name + ".txt");
        var builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("SLUICE", sluice.url());
        builder.environment().put("KAFKA", sluice.readerBootstrapServers());
        builder.environment().put("READER", Sluice.READER);
        builder.environment().put("READER_PASSWORD", sluice.readerPassword());
        var process = builder.start();
        try {
            await("the account in " + output)
                    .atMost(SOON)
                    .failFast("the program ended", () -> !process.isAlive())
                    .until(() -> Files.readString(output).contains("account.provisioned")
                            && Files.readString(output).contains(account));
        } finally {
            process.destroyForcibly();
        }
    }
}
