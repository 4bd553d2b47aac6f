package io.sluice.system.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of the containers without starting anything. */
class ComposeFileTest {
    private static Map<String, String> secrets = Map.of();
    private static Compose compose = new Compose(Map.of());

    @BeforeAll
    static void read() throws Exception {
        secrets = Dotenv.ofNewSecrets();
        compose = Compose.read(secrets);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"api-ingress", "provisioning-worker", "usage-streams"})
    void aServiceReadsAllThatItIsTold(String service) {
        assertThat(ReadSettings.of(service).known())
                .containsAll(compose.service(service).environment().keySet());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"api-ingress", "provisioning-worker", "usage-streams"})
    void aServiceIsToldAllThatItNeeds(String service) {
        assertThat(compose.service(service).environment().keySet())
                .containsAll(ReadSettings.of(service).required());
    }

    @Test
    void noSecretStandsInAFileAndTheScriptMakesEach() {
        var example = Dotenv.parse(Compose.text(".env.example"));
        assertThat(example.keySet()).isEqualTo(Compose.required());
        assertThat(example.values()).allMatch(String::isEmpty);
        assertThat(secrets.keySet()).isEqualTo(Compose.required());
        assertThat(secrets.values()).doesNotContain("").doesNotHaveDuplicates();
    }

    @Test
    void aSecretThatIsMissingIsNamedWithWhatToDo() {
        var incomplete = new TreeMap<>(secrets);
        incomplete.remove("SLUICE_KEYSET");
        assertThatThrownBy(() -> Compose.read(incomplete))
                .hasMessage("SLUICE_KEYSET is not set: run docker/secrets.sh > .env");
    }

    @Test
    void everyContainerIsBoundedWatchedAndStartedAgain() {
        compose.services().forEach((name, service) -> {
            assertThat(service.settings()).as(name).containsEntry("restart", "unless-stopped");
            var limits = Compose.map(
                    Compose.map(Compose.map(service.settings().get("deploy")).get("resources"))
                            .get("limits"));
            assertThat(limits).as(name).containsKeys("cpus", "memory");
            // Those that are built from here are watched by their image.
            if (!service.settings().containsKey("build")) {
                assertThat(service.settings()).as(name).containsKey("healthcheck");
            }
        });
        assertThat(Compose.text("Dockerfile")).contains("HEALTHCHECK", "USER 10001");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"api-ingress", "provisioning-worker", "usage-streams"})
    void anImageIsBuiltOfItsServiceAndAskedAtItsPort(String name) {
        var service = compose.service(name);
        assertThat(service.argument("SERVICE")).isEqualTo(name);
        assertThat(service.environment().values()).contains(service.argument("HEALTH_PORT"));
    }
}
