package io.sluice.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The addresses of a machine under test, and one thing to keep and to look for in each of its parts. */
record TestMachine(Map<String, String> variables, Settings settings) {
    private static final String TOPIC = "kept";

    static TestMachine on(Path data) {
        var variables = new HashMap<String, String>();
        variables.put(Settings.DATA, data.toString());
        variables.put(Settings.PARTS, String.join(",", Part.BROKER, Part.POSTGRES, Part.REGISTRY));
        variables.put(Settings.POSTGRES_HOME, System.getProperty("sluice.test.folder") + "/postgres-binaries");
        variables.put(Settings.REGISTRY_HOME, System.getProperty("sluice.registry.home"));
        for (var port : List.of(
                Settings.HTTP_PORT,
                Settings.BROKER_PORT,
                Settings.CONTROLLER_PORT,
                Settings.POSTGRES_PORT,
                Settings.REGISTRY_PORT)) {
            variables.put(port, Integer.toString(new Variables(Map.of(port, "0")).port(port, 0)));
        }
        return new TestMachine(variables, Settings.from(new Variables(variables), List.of()));
    }

    /** The same machine, told more or otherwise. */
    TestMachine with(Map<String, String> more) {
        var all = new HashMap<>(variables);
        all.putAll(more);
        return new TestMachine(all, Settings.from(new Variables(all), List.of()));
    }

    Launch launch() throws Exception {
        var launch = Launch.of(settings, DataFolder.open(settings.data()), new Variables(variables), List.of());
        launch.start();
        return launch;
    }

    static void stop(Launch launch) throws Exception {
        launch.machine().stop();
        launch.folder().close();
    }

    Secrets secrets() throws IOException {
        return Secrets.load(settings.data().resolve("secrets.properties"), new Variables(variables));
    }

    Connection connect(String user, String password) throws SQLException {
        return DriverManager.getConnection(settings.jdbcUrl(PostgresRoles.DATABASE), user, password);
    }

    Connection connect(Service.Role role) throws SQLException, IOException {
        return connect(role.user(), secrets().value(role.password()));
    }

    void keepSomethingEverywhere() throws Exception {
        try (var admin = Admin.create(kafka());
                var producer = new KafkaProducer<>(kafka(), new StringSerializer(), new StringSerializer())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get(10, TimeUnit.SECONDS);
            producer.send(new ProducerRecord<>(TOPIC, "record")).get(10, TimeUnit.SECONDS);
        }
        try (var connection = connect(Service.Role.WORKER);
                var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA kept");
            statement.execute("CREATE TABLE kept.rows AS SELECT 'row' AS value");
        }
        register("{'name':'a','type':'string'}");
    }

    List<String> findWhatWasKept() throws Exception {
        return List.of(record(), row(), schema());
    }

    /** Returns the status: 200, or 409 for what breaks the readers of what is registered. */
    int register(String fields) throws IOException, InterruptedException {
        var schema = "{\"schema\": \"{'type':'record','name':'R','fields':[%s]}\"}"
                .formatted(fields)
                .replace("'", "\\\"");
        var body = HttpRequest.BodyPublishers.ofString(schema);
        return ask(subject()
                        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .POST(body))
                .statusCode();
    }

    private String record() throws ExecutionException, InterruptedException {
        var partition = new TopicPartition(TOPIC, 0);
        try (var consumer = new KafkaConsumer<>(kafka(), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var records = consumer.poll(Duration.ofSeconds(10)).records(partition);
            return records.isEmpty() ? "no record" : records.getFirst().value();
        }
    }

    String row() throws SQLException, IOException {
        try (var connection = connect(Service.Role.WORKER)) {
            return first(connection, "SELECT value FROM kept.rows");
        }
    }

    private String schema() throws IOException, InterruptedException {
        return ask(subject().GET()).body();
    }

    static String first(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : "no row";
        }
    }

    private HttpRequest.Builder subject() {
        return HttpRequest.newBuilder(URI.create(settings.registryUrl() + "/subjects/kept-value/versions"));
    }

    private static HttpResponse<String> ask(HttpRequest.Builder question) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(question.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", settings.kafkaBootstrapServers());
    }
}
