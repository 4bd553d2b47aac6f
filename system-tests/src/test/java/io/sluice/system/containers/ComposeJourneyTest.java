package io.sluice.system.containers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.schemas.Topic;
import io.sluice.schemas.Topics;
import io.sluice.system.containers.TraceReceiver.Span;
import io.sluice.system.documents.MetricsPage;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Commands;
import io.sluice.system.stack.Metrics;
import io.sluice.system.stack.Metrics.Family;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The system as {@code docker-compose.yml} describes it: what a caller does first, and a broker that is lost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComposeJourneyTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int FIRST = 1;
    private static final int THEN = 2;
    private static final int WITH_A_BROKER_LESS = 3;
    private static final int WITHOUT_A_DATABASE = 4;
    private static final int LAST = 5;

    private final Map<String, String> secrets = Dotenv.ofNewSecrets();
    private final ComposeStack stack = new ComposeStack(secrets);

    ComposeJourneyTest() throws Exception {}

    @BeforeAll
    void start() throws Exception {
        stack.start();
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    @Order(FIRST)
    void aKeyIsMadeAndAnAccountWithItThatCanBeRead() {
        var made = admin().post("/v1/keys", "{\"name\":\"Shop\",\"scopes\":[\"accounts:*\"]}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        var shop = stack.at("api-ingress").with("Authorization", "Bearer " + made.text("/key"));
        var account = shop.waiting().post("/v1/accounts", "{\"username\":\"alice\"}");
        assertThat(account.status()).as(account.toString()).isEqualTo(201);
        assertThat(shop.get("/v1/accounts/" + account.text("/id")).text("/username"))
                .isEqualTo("alice");
    }

    @Test
    @Order(THEN)
    void everyTopicIsOnThreeBrokersAndWritesNeedTwo() throws Exception {
        var topics = Topics.ALL.stream().map(topic -> topic.name()).toList();
        try (var kafka = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers()))) {
            var configs = kafka.describeConfigs(topics.stream()
                            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                            .toList())
                    .all()
                    .get();
            assertThat(configs.values())
                    .allMatch(config -> config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)
                            .value()
                            .equals("2"));
            var described = kafka.describeTopics(kafka.listTopics().names().get())
                    .allTopicNames()
                    .get();
            assertThat(described.keySet()).containsAll(topics);
            assertThat(described.values())
                    .allSatisfy(topic -> assertThat(topic.partitions())
                            .as(topic.name())
                            .allMatch(partition -> partition.replicas().size() == 3));
        }
    }

    @Test
    @Order(THEN)
    void everyServiceShowsItsPartOfTheTableOfMetrics() {
        admin().get("/v1/accounts?limit=1");
        shows("I", stack.at("api-ingress", "8090"));
        shows("W", stack.at("provisioning-worker"));
        shows("U", stack.at("usage-streams"));
    }

    /** Some are there only when something has happened, a collection of garbage for instance. */
    private static void shows(String service, Api at) {
        var table = families(service);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var shown = Metrics.of(at.get("/metrics")).families();
            assertThat(table).containsAll(shown.values());
            assertThat(shown.keySet())
                    .containsAll(table.stream()
                            .map(Family::name)
                            .filter(name -> name.startsWith("sluice_") && !name.equals("sluice_commands_applied_total"))
                            .toList());
        });
    }

    private static Set<Family> families(String service) {
        return MetricsPage.rows().stream()
                .filter(row -> row.services().contains(service))
                .map(MetricsPage.Row::family)
                .collect(Collectors.toSet());
    }

    @Test
    @Order(WITH_A_BROKER_LESS)
    void aLostBrokerCostsNoCommandAndNoRefusalForLong() {
        stack.process("kafka-2").kill();
        for (var name : List.of("bob", "carol", "dave")) {
            var key = Sluice.unique(name);
            // What was on its way to the lost broker is answered 503 and repeated, as callers are told to.
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> admin().under(key)
                                    .waiting()
                                    .post("/v1/accounts", "{\"username\":\"" + name + "\"}")
                                    .status()
                            == 201);
        }
    }

    // Callers give the trace (00-trace-parent-flags); what is not sampled there is not collected.
    @Test
    @Order(THEN)
    void oneTraceGoesFromTheRequestThroughKafkaToTheCommitAndBack() {
        var trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var account = admin().with("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .waiting()
                .post("/v1/accounts", "{\"username\":\"traced\"}");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> stack.traces().of(trace).size() >= 6);
        var spans = stack.traces().of(trace);
        var request = span(spans, "http post /v1/accounts");
        var publish = span(spans, "publish commands.accounts");
        var apply = span(spans, "apply commands.accounts");
        assertThat(request.parent()).isEqualTo("00f067aa0ba902b7");
        assertThat(publish.parent()).isEqualTo(request.id());
        assertThat(span(spans, "wait for outcome").parent()).isEqualTo(request.id());
        assertThat(apply.parent()).isEqualTo(publish.id());
        assertThat(span(spans, "publish command-results").parent()).isEqualTo(apply.id());
        var event = span(spans, "publish events.accounts");
        assertThat(event.parent()).isEqualTo(apply.id());
        assertThat(headers(Topics.ACCOUNT_EVENTS, account.text("/id")))
                .containsOnlyKeys(documented(Topics.ACCOUNT_EVENTS))
                .containsEntry("traceparent", "00-" + trace + "-" + event.id() + "-01");
    }

    /** Of the one record with this key. */
    private Map<String, String> headers(Topic<?> topic, String key) {
        try (var kafka = stack.kafka()) {
            var records = kafka.records(topic.name()).stream()
                    .filter(record -> key.equals(record.key()))
                    .toList();
            assertThat(records).hasSize(1);
            return Stream.of(records.getFirst().headers().toArray())
                    .collect(Collectors.toMap(Header::key, header -> new String(header.value(), UTF_8)));
        }
    }

    /** In {@code /asyncapi.json}, which has those too that only traced records carry. */
    private List<String> documented(Topic<?> topic) {
        var messages = stack.at("api-ingress").get("/asyncapi.json").json().at("/components/messages");
        var headers = messages.path(topic.type().getSimpleName()).at("/headers/properties");
        return List.copyOf(headers.propertyNames());
    }

    private static Span span(List<Span> spans, String name) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " among " + spans));
    }

    // PostgreSQL refuses U+0000 in a text; the edge does so before.
    @Test
    @Order(THEN)
    void aLineThatBelongsToACommandNamesIt() {
        var bad = Commands.provision(Commands.newId(), "bad\0name");
        try (var kafka = stack.kafka()) {
            kafka.publish(Topics.ACCOUNT_COMMANDS, bad.getHeader(), bad);
        }
        var id = bad.getHeader().getId();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> lines("provisioning-worker").stream()
                        .anyMatch(line -> line.path("command_id").asString("").equals(id)));
    }

    @Test
    @Order(WITHOUT_A_DATABASE)
    void aLineThatBelongsToARequestNamesItAndNobodyIsReadyWithoutADatabase() {
        stack.process("postgres").stop(15);
        var answer = admin().get("/v1/accounts?limit=1");
        assertThat(answer.status()).isEqualTo(503);
        var id = answer.header("X-Request-Id").orElseThrow();
        assertThat(lines("api-ingress"))
                .anyMatch(line -> line.path("request_id").asString("").equals(id));
        var worker = stack.at("provisioning-worker").get("/health/ready");
        assertThat(worker.status()).isEqualTo(503);
        assertThat(worker.text("/components/db/status")).isEqualTo("DOWN");
    }

    @Test
    @Order(LAST)
    void everyLineIsAnObjectWithTheServiceAndNoneHasASecret() {
        for (var service : List.of("api-ingress", "provisioning-worker", "usage-streams")) {
            assertThat(lines(service)).isNotEmpty().allSatisfy(line -> {
                assertThat(line.at("/service/name").asString()).isEqualTo(service);
                assertThat(line.at("/log/level").asString()).isNotEmpty();
                assertThat(line.path("@timestamp").asString()).isNotEmpty();
            });
            assertThat(stack.process(service).log())
                    .doesNotContain(secrets.values().toArray(String[]::new));
        }
    }

    /** What the service has logged; the JVM itself says what it was told by variables. */
    private List<JsonNode> lines(String service) {
        return stack.process(service)
                .log()
                .lines()
                .filter(line -> !line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS"))
                .map(JSON::readTree)
                .toList();
    }

    private Api admin() {
        return stack.at("api-ingress")
                .with("Authorization", "Bearer " + requireNonNull(secrets.get("SLUICE_ADMIN_KEY")));
    }
}
