package io.sluice.system.containers;

import io.sluice.system.stack.Rehearsal;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** The {@code Dockerfile} for one service. */
record Image(String service) {
    private static final Pattern ENTRYPOINT = Pattern.compile("(?m)^ENTRYPOINT (\\[.*])$");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Does what the stages of the file do with the jar of this service, and returns what its entry point runs then. */
    List<String> command() {
        var file = Compose.text("Dockerfile");
        var entry = ENTRYPOINT.matcher(file);
        for (var step : List.of("RUN ./rehearse.sh whole.jar /app", "COPY --from=rehearsal /app /app")) {
            if (!file.contains("\n" + step + "\n")) throw new AssertionError("not in the Dockerfile: " + step);
        }
        if (!entry.find()) throw new AssertionError("no ENTRYPOINT in the Dockerfile");
        var app = Rehearsal.shared(service).folder().toString();
        return JSON.readTree(entry.group(1))
                .valueStream()
                .map(argument -> argument.asString().replace("/app/", app + "/"))
                .map(argument -> argument.equals("java") ? java() : argument)
                .toList();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
