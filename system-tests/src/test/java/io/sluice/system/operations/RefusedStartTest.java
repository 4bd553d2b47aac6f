package io.sluice.system.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.system.stack.ServerProcess;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service that cannot start says so in one line, and ends. */
class RefusedStartTest {
    private static final Map<String, String> WORKER = Map.of(
            "SLUICE_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
            "SLUICE_REGISTRY_URL", "http://127.0.0.1:1",
            "SLUICE_POSTGRES_URL", "jdbc:postgresql://127.0.0.1:1/sluice",
            "SLUICE_POSTGRES_USER", "nobody",
            "SLUICE_POSTGRES_PASSWORD", "s3cret");

    @Test
    void namesAllThatIsMissing() {
        assertThat(said("provisioning-worker", Map.of()))
                .isEqualTo(
                        "provisioning-worker does not start: SLUICE_KAFKA_BOOTSTRAP_SERVERS, SLUICE_POSTGRES_PASSWORD,"
                                + " SLUICE_POSTGRES_URL, SLUICE_POSTGRES_USER, SLUICE_REGISTRY_URL are not set.\n");
    }

    @Test
    void refusesPlainHttpToOtherMachines() {
        assertThat(said("provisioning-worker", with("SLUICE_ADDRESS", "0.0.0.0")))
                .hasLineCount(1)
                .startsWith("provisioning-worker does not start: Keys would cross the network in the clear")
                .doesNotContain("s3cret");
    }

    private static Map<String, String> with(String name, String value) {
        var environment = new HashMap<>(WORKER);
        environment.put(name, value);
        return environment;
    }

    private static String said(String service, Map<String, String> environment) {
        var process = ServerProcess.start(service, service, environment, Sluice.newFolder("refused"));
        await().atMost(Duration.ofSeconds(60)).until(() -> !process.isAlive());
        return process.log();
    }
}
