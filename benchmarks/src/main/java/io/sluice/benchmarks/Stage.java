package io.sluice.benchmarks;

import static org.awaitility.Awaitility.await;

import io.sluice.benchmarks.floor.FloorServer;
import io.sluice.schemas.Topics;
import io.sluice.system.stack.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The system and the bare server beside it, every part a process of its own. */
final class Stage implements AutoCloseable {
    private final Cluster cluster;
    private final Floor floor;

    private Stage(Cluster cluster, Floor floor) {
        this.cluster = cluster;
        this.floor = floor;
    }

    /** Starts everything; one account is made, as a sample for the floor. */
    static Stage open(Progress progress) {
        progress.say("starting the system");
        var cluster = Cluster.start(Jvm.terms(Map.of()));
        var made = cluster.admin().waiting().post("/v1/accounts", "{\"username\":\"sample\"}");
        if (made.status() != 201) throw new IllegalStateException("no account was made: " + made);
        createTopic(cluster.bootstrapServers());
        return new Stage(cluster, Floor.beside(cluster));
    }

    Cluster cluster() {
        return cluster;
    }

    Floor floor() {
        return floor;
    }

    /** The secret of a new key with one scope. */
    String key(String scope) {
        var made = cluster.admin().post("/v1/keys", "{\"name\":\"benchmark\",\"scopes\":[\"" + scope + "\"]}");
        if (made.status() != 201) throw new IllegalStateException("no key was made: " + made);
        return made.text("/key");
    }

    /** The secret of a new key whose limit, of one request a day, is used up for certain. */
    String usedUpKey() {
        cluster.start(Cluster.USAGE);
        var made = cluster.admin()
                .post(
                        "/v1/keys",
                        "{\"name\":\"benchmark\",\"scopes\":[\"accounts:write\"],"
                                + "\"rate_limits\":[{\"limit\":1,\"window\":\"day\"}]}");
        if (made.status() != 201) throw new IllegalStateException("no key was made: " + made);
        var key = made.text("/key");
        await("a limit that is used up")
                .atMost(Duration.ofMinutes(1))
                .until(() -> cluster.holder(key)
                        .post("/v1/accounts", "{\"username\":\"limited\"}")
                        .text("/reason")
                        .equals("used_up"));
        return key;
    }

    private static void createTopic(String bootstrapServers) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var topic = new NewTopic(FloorServer.TOPIC, Topics.ACCOUNT_COMMANDS.partitions(), (short) 1);
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        floor.close();
        cluster.close();
    }
}
