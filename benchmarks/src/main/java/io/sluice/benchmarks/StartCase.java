package io.sluice.benchmarks;

import io.sluice.ingress.admission.KnownKeys;
import io.sluice.schemas.KeySecret;
import io.sluice.schemas.RecordHeaders;
import io.sluice.schemas.RecordSerializer;
import io.sluice.schemas.Topics;
import io.sluice.system.stack.Cluster;
import io.sluice.system.stack.Rehearsal;
import io.sluice.system.stack.ServerProcess;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** From the start of an ingress as its image starts it until it authenticates, with a million keys to read. */
final class StartCase implements Case {
    private static final int KEYS = 1_000_000;
    private static final int RUNS = 5;
    private static final int STOP_SECONDS = 15;

    /** What docs/running.md advises for a million keys. */
    private static final List<String> HEAP = List.of("-Xms2g", "-Xmx2g", "-Xmn100m");

    @Override
    public String name() {
        return "start";
    }

    @Override
    public List<Figure> measure(Machine machine, Progress progress) {
        progress.say("rehearsing a start");
        var image = Rehearsal.of(Cluster.INGRESS, Sluice.newFolder("rehearsal"));
        progress.say("starting the system");
        try (var cluster = Cluster.start(terms(image))) {
            cluster.stop(Cluster.WORKER);
            var few = new Rounds(progress)
                    .with("few keys s", () -> start(cluster))
                    .run(RUNS);
            progress.say("writing %d keys", KEYS);
            write(cluster);
            Machine.awaitIdle(progress);
            var many = new Rounds(progress)
                    .with("a million keys s", () -> start(cluster))
                    .run(RUNS);
            return List.of(
                    Figure.absolute(
                            "start of an ingress, few keys",
                            "s",
                            few.of("few keys s").median(),
                            null),
                    Figure.absolute(
                            "start of an ingress, a million keys",
                            "s",
                            many.of("a million keys s").median(),
                            Goal.atMost(10, 10)));
        }
    }

    private static Cluster.Terms terms(Rehearsal image) {
        return new Cluster.Terms() {
            @Override
            public List<String> jvm(String part) {
                var arguments = Jvm.arguments(part);
                if (part.equals(Cluster.INGRESS)) arguments.addAll(HEAP);
                return arguments;
            }

            @Override
            public List<String> program(String module) {
                return module.equals(Cluster.INGRESS) ? image.program() : ServerProcess.program(module);
            }
        };
    }

    private static double start(Cluster cluster) {
        cluster.process(Cluster.INGRESS).stop(STOP_SECONDS);
        long start = System.nanoTime();
        cluster.start(Cluster.INGRESS);
        cluster.awaitAuthentication();
        return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3;
    }

    private static void write(Cluster cluster) {
        var settings = Map.<String, Object>of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                cluster.bootstrapServers(),
                ProducerConfig.BATCH_SIZE_CONFIG,
                64 * 1024);
        var values = new RecordSerializer(cluster.registry());
        try (var producer = new KafkaProducer<String, SpecificRecord>(settings, new StringSerializer(), values)) {
            for (int number = 1; number <= KEYS; number++) {
                var key = KnownKeys.key(number, KeySecret.generate("sk_live_").reveal());
                var record = new ProducerRecord<String, SpecificRecord>(Topics.KEY_STATE.name(), key.getId(), key);
                RecordHeaders.describe(
                        record.topic(), record.headers(), key.getId(), key.getTenantId(), key.getEnvironment(), "key");
                var _ = producer.send(record);
            }
        }
    }
}
