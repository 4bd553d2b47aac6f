package io.sluice.system.containers;

import io.sluice.system.stack.Sluice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.json.JsonMapper;

/** The {@code Dockerfile} for one service. */
record Image(String service) {
    private static final Pattern COPY = Pattern.compile("(?m)^COPY --from=build (\\S+) (\\S+)$");
    private static final Pattern ENTRYPOINT = Pattern.compile("(?m)^ENTRYPOINT (\\[.*])$");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What its entry point runs, with the paths of the image mapped to those of this build. */
    List<String> command() throws IOException {
        var file = Compose.text("Dockerfile");
        var copy = COPY.matcher(file);
        var entry = ENTRYPOINT.matcher(file);
        if (!copy.find() || !entry.find()) throw new AssertionError("no COPY or ENTRYPOINT in the Dockerfile");
        var source = copy.group(1).replace("${SERVICE}", service).replaceFirst("^/src/", "");
        var target = copy.group(2);
        var jar = onlyFile(source).toString();
        return JSON.readTree(entry.group(1))
                .valueStream()
                .map(argument -> argument.asString().equals(target) ? jar : argument.asString())
                .map(argument -> argument.equals("java") ? java() : argument)
                .toList();
    }

    private static Path onlyFile(String glob) throws IOException {
        var folder = Sluice.root().resolve(glob.substring(0, glob.lastIndexOf('/')));
        try (var files = Files.newDirectoryStream(folder, glob.substring(glob.lastIndexOf('/') + 1))) {
            var found = StreamSupport.stream(files.spliterator(), false).toList();
            if (found.size() != 1) throw new AssertionError(glob + " is " + found);
            return found.getFirst();
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
