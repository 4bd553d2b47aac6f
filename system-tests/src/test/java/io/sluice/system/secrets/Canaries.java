package io.sluice.system.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.system.secrets.SecretSearch.Hit;
import io.sluice.system.stack.Sluice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Secrets that are put where none should be, in each kind of place: a search that misses one would miss others. */
final class Canaries implements AutoCloseable {
    private static final String TABLE = "public.canary";

    private final String topic = "canary-" + UUID.randomUUID();
    private final Sluice sluice;
    private final Admin admin;
    private final Secret logged = canary();
    private final Secret answered = canary();
    private final Secret compressed = canary();
    private final Secret sent = canary();
    private final Secret header = canary();
    private final Secret column = canary();
    private final Secret bytes = canary();
    private final Secret deleted = canary();

    Canaries(Sluice sluice) {
        this.sluice = sluice;
        this.admin = Admin.create(connection());
    }

    List<Secret> secrets() {
        return List.of(logged, answered, compressed, sent, header, column, bytes, deleted);
    }

    void plant(SecretSearch search) throws IOException, InterruptedException, ExecutionException {
        var log = sluice.folder().resolve("data/logs/canary.log");
        Files.writeString(log, "WARN key=" + logged.text() + " is not known\n", StandardOpenOption.CREATE);
        search.search("answer with a canary", ("{\"detail\":\"" + answered.text() + "\"}").getBytes(UTF_8));
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        var plain = new ProducerRecord<byte[], byte[]>(topic, sent.text().getBytes(UTF_8));
        plain.headers().add("authorization", Base64.getEncoder().encode(("a:" + header.text()).getBytes(UTF_8)));
        send("none", plain);
        // What is said a hundred times compresses so well that nothing of it is left to see.
        send(
                "gzip",
                new ProducerRecord<>(
                        topic, ("key=" + compressed.text() + " ").repeat(100).getBytes(UTF_8)));
        database().sql("CREATE TABLE " + TABLE + " (content text, raw bytea)").update();
        for (var row : List.of(column, deleted)) {
            database()
                    .sql("INSERT INTO " + TABLE + " VALUES (:content, :raw)")
                    .param("content", row.text())
                    .param("raw", bytes.text().getBytes(UTF_8))
                    .update();
        }
        database()
                .sql("DELETE FROM " + TABLE + " WHERE content = :content")
                .param("content", deleted.text())
                .update();
    }

    private void send(String compression, ProducerRecord<byte[], byte[]> record)
            throws InterruptedException, ExecutionException {
        var settings = new HashMap<>(connection());
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, compression);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }

    /** Those that were not found where they must be, in words. */
    List<String> missed(Collection<Hit> hits) {
        return List.of(
                        new Expected(logged, "file data/logs"),
                        new Expected(answered, "answer"),
                        new Expected(compressed, "topic " + topic),
                        new Expected(sent, "topic " + topic),
                        new Expected(sent, "file data/broker"),
                        new Expected(header, "topic " + topic),
                        new Expected(header, "file data/broker"),
                        new Expected(column, "table sluice " + TABLE),
                        new Expected(column, "file data/postgres"),
                        new Expected(bytes, "table sluice " + TABLE),
                        new Expected(bytes, "file data/postgres"),
                        new Expected(deleted, "file data/postgres"))
                .stream()
                .filter(expected -> hits.stream().noneMatch(expected::isMetBy))
                .map(Expected::place)
                .toList();
    }

    private record Expected(Secret secret, String place) {
        boolean isMetBy(Hit hit) {
            return hit.secret().equals(secret) && hit.place().startsWith(place);
        }
    }

    private Map<String, Object> connection() {
        return Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, sluice.bootstrapServers());
    }

    private JdbcClient database() {
        return sluice.database("postgres", "superuser-password");
    }

    private static Secret canary() {
        return Secret.of(Secret.Kind.CANARY, UUID.randomUUID().toString().replace("-", ""));
    }

    @Override
    public void close() {
        database().sql("DROP TABLE IF EXISTS " + TABLE).update();
        admin.deleteTopics(List.of(topic));
        admin.close();
    }
}
