package io.sluice.system.containers;

import io.sluice.system.stack.Rehearsal;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The {@code Dockerfile} for one service. */
record Image(String service) {
    /** Does what the stages of the file do with the jar of this service, and returns what its entry point runs then. */
    List<String> command() {
        var file = Compose.text("Dockerfile");
        for (var step : List.of(
                "COPY docker/secrets.sh docker/rehearse.sh docker/java.options ./",
                "RUN ./rehearse.sh whole.jar /app standalone.jar",
                "COPY --from=rehearsal /app /app")) {
            if (!file.contains("\n" + step + "\n")) throw new AssertionError("not in the Dockerfile: " + step);
        }
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.concat(Stream.of(java), Rehearsal.shared(service).program().stream())
                .toList();
    }
}
