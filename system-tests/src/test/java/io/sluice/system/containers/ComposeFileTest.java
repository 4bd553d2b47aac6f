package io.sluice.system.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of the containers without starting anything. */
class ComposeFileTest {
    private static final Pattern READER_SETTING = Pattern.compile("(?m)^(KAFKA_\\w+): (.*)$");

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

    /** What an operator is told to set on a broker of his own is what the file that lets readers in sets. */
    @Test
    void readersAreLetInAsTheirPageSays() {
        var readers = Compose.read(
                "docker-compose.readers.yml", Map.of("READERS_HOST", "kafka.example.com", "READERS_PEM", "x.pem"));
        var told = READER_SETTING
                .matcher(Compose.text("docs/analysts.md"))
                .results()
                .toList();
        assertThat(told).hasSizeGreaterThan(8);
        for (var broker : List.of("kafka-1", "kafka-2", "kafka-3")) {
            var environment = readers.service(broker).environment();
            for (var setting : told) {
                // Of a list the page shows what is added to it, and a port is anyone's choice.
                var added = setting.group(2).replaceAll("^…,|\"|:\\d+$", "");
                assertThat(environment.get(setting.group(1)))
                        .as(setting.group(1))
                        .contains(added);
            }
        }
        assertThat(ReadSettings.of("api-ingress").known())
                .containsAll(readers.service("api-ingress").environment().keySet());
    }
}
