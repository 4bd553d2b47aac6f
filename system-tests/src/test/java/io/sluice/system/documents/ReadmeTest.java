package io.sluice.system.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.system.stack.Sluice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Does what the README says, in its order, on a system that its own command has started. */
class ReadmeTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern EXPORT = Pattern.compile("(?m)^export (\\w+)=(\\S+)(?: +# (.*))?$\\n");
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\" of the answer");
    private static final Pattern ADMIN_KEY = Pattern.compile("sk_live_[0-9A-Za-z]{32}");

    private final Path root = Sluice.root();

    @Test
    void itsCommandsGiveTheAnswersThatItShows() throws Exception {
        var blocks = Markdown.blocks(root.resolve("README.md"));
        assertThat(blocks.getFirst()).isEqualTo(new Markdown.Block("sh", "./mvnw\n"));
        assertThat(blocks).contains(new Markdown.Block("sh", "./mvnw verify\n"));
        var ports = Sluice.freePorts(5);
        var folder = Sluice.newFolder("readme");
        var system = start(blocks.getFirst().text(), folder, ports);
        try {
            var log = folder.resolve("mvnw.log");
            await("a running system; its log: " + log)
                    .atMost(Duration.ofMinutes(3))
                    .failFast("./mvnw ended", () -> !system.isAlive())
                    .until(() -> Files.readString(log).contains("Sluice is ready"));
            var key = ADMIN_KEY.matcher(Files.readString(log));
            assertThat(key.find()).as("the banner shows the admin key").isTrue();
            follow(blocks.subList(1, blocks.size()), "http://127.0.0.1:" + ports.getFirst(), key.group());
        } finally {
            stop(system);
        }
    }

    private void follow(List<Markdown.Block> blocks, String url, String adminKey) {
        var shell = new Shell();
        JsonNode answer = JSON.createObjectNode();
        int compared = 0;
        for (var block : blocks) {
            if (block.language().equals("json")) {
                var shown = JSON.readTree(block.text());
                assertThat(PastedAnswer.differences(shown, answer))
                        .as(block.text())
                        .isEmpty();
                compared++;
            } else if (block.text().contains("curl")) {
                answer = paste(block.text(), shell, answer, url, adminKey);
            }
        }
        assertThat(compared).isEqualTo(4);
    }

    /** Exports are what the reader fills in: from the banner, or from the answer before. */
    private static JsonNode paste(String block, Shell shell, JsonNode before, String url, String adminKey) {
        var exports = EXPORT.matcher(block).results().toList();
        for (var export : exports) {
            var from = FIELD.matcher(export.group(3) == null ? "" : export.group(3));
            var value = from.find() ? before.path(from.group(1)).asString() : export.group(2);
            if (export.group(1).equals("SLUICE")) value = url;
            if (export.group(1).equals("ADMIN_KEY")) value = adminKey;
            shell.export(export.group(1), value);
        }
        var command = EXPORT.matcher(block).replaceAll("");
        // The last one of the document says "a moment later".
        return await().atMost(Duration.ofSeconds(10))
                .until(() -> JSON.readTree(shell.run(command)), answer -> !isUnsettled(command, answer));
    }

    private static boolean isUnsettled(String command, JsonNode answer) {
        return command.contains("/v1/commands/")
                && answer.path("status").asString().equals("accepted");
    }

    private Process start(String command, Path folder, List<Integer> ports) throws IOException {
        var builder = new ProcessBuilder("bash", "-c", "exec " + command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mvnw.log").toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("SLUICE_") || name.startsWith("MAVEN_"));
        environment.put("SLUICE_DATA", folder.resolve("data").toString());
        var variables = List.of(
                "SLUICE_PORT",
                "SLUICE_BROKER_PORT",
                "SLUICE_CONTROLLER_PORT",
                "SLUICE_POSTGRES_PORT",
                "SLUICE_REGISTRY_PORT");
        for (int i = 0; i < variables.size(); i++) {
            environment.put(variables.get(i), ports.get(i).toString());
        }
        return builder.start();
    }

    /** SIGTERM to what the reader started ends everything that it started, within ten seconds. */
    private static void stop(Process system) throws InterruptedException {
        var all = system.descendants().toList();
        system.destroy();
        assertThat(system.waitFor(10, TimeUnit.SECONDS))
                .as("./mvnw ends within 10 s")
                .isTrue();
        await("no orphan")
                .atMost(Duration.ofSeconds(10))
                .until(() -> all.stream().noneMatch(ReadmeTest::runs));
    }

    /** A process that has ended and waits for its parent to look is none. */
    private static boolean runs(ProcessHandle process) {
        if (!process.isAlive()) return false;
        try {
            var state = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"), UTF_8);
            return state.charAt(state.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }
}
