package io.sluice.system.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.system.stack.Sluice;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/** Everywhere that the system keeps something. */
final class Places {
    /** So that the end of one value and the beginning of the next make no secret. */
    private static final byte[] GAP = new byte[16];

    private final Sluice sluice;
    private final SecretSearch search;

    Places(Sluice sluice, SecretSearch search) {
        this.sluice = sluice;
        this.search = search;
    }

    /** Everything but what callers were answered. */
    void search() throws IOException, SQLException, InterruptedException, ExecutionException {
        topics();
        for (var database : databases()) tables(database);
        // Brings what PostgreSQL holds in memory into its files.
        sluice.database("postgres", "superuser-password").sql("CHECKPOINT").update();
        files();
    }

    /** Logs, the log folders of Kafka, the data folder of PostgreSQL, the stores of streams. */
    private void files() throws IOException {
        Files.walkFileTree(sluice.folder(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                boolean isMeantToHoldSecrets = file.getFileName().toString().equals("secrets.properties");
                if (attributes.isRegularFile() && !isMeantToHoldSecrets) searchFile(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                // Both servers put files away while they are looked through.
                if (e instanceof NoSuchFileException) return FileVisitResult.CONTINUE;
                throw e;
            }
        });
    }

    private void searchFile(Path file) {
        try (var in = Files.newInputStream(file)) {
            search.search("file " + sluice.folder().relativize(file), in);
        } catch (NoSuchFileException e) {
            // Put away meanwhile.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> databases() {
        return sluice.database("postgres", "superuser-password")
                .sql("SELECT datname FROM pg_database WHERE datallowconn")
                .query(String.class)
                .list();
    }

    /** Every column of every table as it is, whatever its files do to it; and what is being asked. */
    private void tables(String database) throws SQLException, IOException {
        try (var connection = connect(database)) {
            var sources = new ArrayList<String>();
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
                            + " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")) {
                while (rows.next()) sources.add(rows.getString(1));
            }
            for (var source : sources) copy(connection, database + " " + source, source);
            copy(connection, database + " queries", "(SELECT query FROM pg_stat_activity)");
        }
    }

    private void copy(Connection connection, String name, String source) throws SQLException, IOException {
        var rows = connection.unwrap(PGConnection.class);
        try (var in = new PGCopyInputStream(rows, "COPY " + source + " TO STDOUT (FORMAT binary)")) {
            search.search("table " + name, new BufferedInputStream(in));
        }
    }

    private Connection connect(String database) throws SQLException {
        try (var known = sluice.dataSource("postgres", "superuser-password").getConnection()) {
            var url = known.getMetaData().getURL().replaceFirst("/[^/]*$", "/" + database);
            var login = new Properties();
            login.setProperty("user", "postgres");
            login.setProperty("password", sluice.superuserPassword());
            return DriverManager.getConnection(url, login);
        }
    }

    /** As readers see them, and also what was never committed: batches are compressed in the files. */
    private void topics() throws InterruptedException, ExecutionException, IOException {
        var connection = Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, sluice.bootstrapServers());
        try (var admin = Admin.create(connection);
                var consumer =
                        new KafkaConsumer<>(connection, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var topics = admin.listTopics(new ListTopicsOptions().listInternal(true));
            for (var topic : topics.names().get()) topic(consumer, topic);
        }
    }

    private void topic(KafkaConsumer<byte[], byte[]> consumer, String topic) throws IOException {
        var partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            var bytes = new ByteArrayOutputStream();
            for (var record : consumer.poll(Duration.ofMillis(200))) write(record, bytes);
            search.search("topic " + topic, bytes.toByteArray());
        }
    }

    private static void write(ConsumerRecord<byte[], byte[]> record, ByteArrayOutputStream bytes) throws IOException {
        if (record.key() != null) bytes.write(record.key());
        bytes.write(GAP);
        if (record.value() != null) bytes.write(record.value());
        bytes.write(GAP);
        for (var header : record.headers()) {
            bytes.write(header.key().getBytes(UTF_8));
            bytes.write(GAP);
            if (header.value() != null) bytes.write(header.value());
            bytes.write(GAP);
        }
    }
}
