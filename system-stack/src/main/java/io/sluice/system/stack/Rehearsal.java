package io.sluice.system.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service as its image has it, by {@code docker/rehearse.sh}: unpacked, with the classes of its start kept.
 *
 * @param folder where it is
 */
public record Rehearsal(Path folder) {
    private static final Pattern ENTRY_POINT = Pattern.compile("(?m)^ENTRYPOINT \\[\"java\", (.*)]$");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, Rehearsal> SHARED = new ConcurrentHashMap<>();

    /**
     * The one of this build for all who start the service: it takes a minute, and each start then half as long. It is
     * kept below the module that runs, and made again when the service, the script, the options or the JVM are others.
     */
    public static Rehearsal shared(String module) {
        return SHARED.computeIfAbsent(module, Rehearsal::kept);
    }

    private static Rehearsal kept(String module) {
        var folder = Path.of("target", "rehearsals", module).toAbsolutePath();
        var mark = folder.resolveSibling(module + ".sha256");
        try {
            var wanted = digest(ServerProcess.jar(module), script(), script().resolveSibling("java.options"));
            if (Files.exists(mark) && Files.readString(mark).equals(wanted)) return new Rehearsal(folder);
            Files.deleteIfExists(mark);
            var rehearsal = of(module, folder);
            Files.writeString(mark, wanted);
            return rehearsal;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(Path... files) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            // What a JVM kept is good for no other one.
            digest.update(Runtime.version().toString().getBytes(UTF_8));
            for (var file : files) digest.update(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Path script() {
        return Sluice.root().resolve("docker").resolve("rehearse.sh").toAbsolutePath();
    }

    /** Rehearses a service of this build, in a folder that is new or holds an older rehearsal. */
    public static Rehearsal of(String module, Path folder) {
        var log = folder.resolveSibling(folder.getFileName() + "-rehearsal.log");
        try {
            Files.createDirectories(folder);
            var builder = new ProcessBuilder(
                            script().toString(),
                            ServerProcess.jar(module).toString(),
                            folder.toString(),
                            ServerProcess.jar("standalone").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            // The archive is good for this very JVM.
            var java = Path.of(System.getProperty("java.home"), "bin").toString();
            builder.environment().merge("PATH", java, (path, ours) -> ours + ":" + path);
            var ports = Ports.free(2);
            builder.environment().put("SLUICE_BROKER_PORT", ports.get(0).toString());
            builder.environment().put("SLUICE_CONTROLLER_PORT", ports.get(1).toString());
            int status = builder.start().waitFor();
            if (status == 0) return new Rehearsal(folder.toAbsolutePath());
            throw new IllegalStateException("rehearse.sh ended with " + status + ":\n" + Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rehearsing", e);
        }
    }

    /** What the entry point of the image gives to {@code java}. */
    public List<String> program() {
        try {
            var entry = ENTRY_POINT.matcher(Files.readString(Sluice.root().resolve("Dockerfile")));
            if (!entry.find()) throw new IllegalStateException("no ENTRYPOINT that starts java in the Dockerfile");
            return JSON.readTree("[" + entry.group(1) + "]")
                    .valueStream()
                    .map(argument -> argument.asString().replace("/app/", folder + "/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
