package io.sluice.system.faults;

import static io.sluice.system.faults.Ledger.RECOVERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.schemas.KeyId;
import io.sluice.schemas.KeySecret;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AdminCommand;
import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.CreateKey;
import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Cluster;
import io.sluice.system.stack.Commands;
import io.sluice.system.stack.Kafka;
import io.sluice.system.stack.Sluice;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where a revocation counts is told truly, and nothing takes it back. */
class RevocationTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Cluster cluster = Cluster.shared();
    private final Kafka kafka = cluster.kafka();
    private final Api admin = cluster.admin();

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void isToldToCountOnTheNodesThatHaveItAndNoOther() {
        cluster.start(Cluster.OTHER_INGRESS);
        cluster.start(Cluster.THIRD_INGRESS);
        var key = make();
        awaitEffective(admin, key, 3, 3);
        awaitEffective(cluster.adminAtOther(), key, 3, 3);
        awaitEffective(cluster.holder(cluster.adminKey(), Cluster.THIRD_INGRESS), key, 3, 3);

        cluster.process(Cluster.THIRD_INGRESS).pause();
        assertThat(admin.send("POST", path(key) + "/revoke", "").status()).isEqualTo(200);
        var missing = awaitEffective(admin, key, 2, 3);
        assertThat(missing.json().at("/effective/since").isNull()).isTrue();
        awaitEffective(cluster.adminAtOther(), key, 2, 3);

        var revoked = Instant.now();
        cluster.process(Cluster.THIRD_INGRESS).resume();
        var since = Instant.parse(awaitEffective(admin, key, 3, 3).text("/effective/since"));
        assertThat(since).isAfter(revoked.minusSeconds(1)).isBefore(Instant.now());

        cluster.process(Cluster.THIRD_INGRESS).kill();
        awaitEffective(admin, key, 2, 2);
        cluster.stop(Cluster.OTHER_INGRESS);
        awaitEffective(admin, key, 1, 1);
    }

    /** What a key may do by its role follows the role, and the key when it is given another one. */
    @Test
    void ofWhatARolePermitsIsToldAsWell() {
        cluster.start(Cluster.OTHER_INGRESS);
        var role = makeRole("accounts:read");
        var key = admin.post("/v1/keys", "{\"name\":\"proof\",\"role_id\":\"" + role.text("/id") + "\"}");
        awaitEffective(admin, key, 2, 2);
        assertEverywhere(key, 200);

        cluster.process(Cluster.OTHER_INGRESS).pause();
        patch("/v1/roles/" + role.text("/id"), "{\"permissions\":[\"rules:read\"]}");
        var missing = awaitEffective(admin, key, 1, 2);
        assertThat(missing.json().at("/effective/since").isNull()).isTrue();
        cluster.process(Cluster.OTHER_INGRESS).resume();
        awaitEffective(admin, key, 2, 2);
        assertEverywhere(key, 403);

        var another = makeRole("accounts:*");
        patch(path(key), "{\"role_id\":\"" + another.text("/id") + "\"}");
        awaitEffective(admin, key, 2, 2);
        assertEverywhere(key, 200);
        cluster.stop(Cluster.OTHER_INGRESS);
    }

    private void assertEverywhere(Answer key, int status) {
        for (var node : List.of(Cluster.INGRESS, Cluster.OTHER_INGRESS)) {
            assertThat(cluster.holder(key.text("/key"), node)
                            .get("/v1/accounts")
                            .status())
                    .isEqualTo(status);
        }
    }

    private Answer makeRole(String permission) {
        var name = Sluice.unique("role");
        return admin.post("/v1/roles", "{\"name\":\"" + name + "\",\"permissions\":[\"" + permission + "\"]}");
    }

    private void patch(String path, String body) {
        var changed = admin.with("Content-Type", "application/json").send("PATCH", path, body);
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
    }

    // A worker that is suspended between its commit and its word holds the state of the key before the revocation.
    @Test
    void isNotTakenBackByAWorkerThatWasSuspendedBeforeIt() throws SQLException {
        var secret = KeySecret.generate("sk_live_").reveal();
        var id = suspendTheWorkerBeforeItTellsOf(secret);
        cluster.start(Cluster.OTHER_WORKER);
        await("the key, told by the other worker")
                .atMost(RECOVERY)
                .until(() -> cluster.holder(secret).get("/v1/accounts").status() == 200);
        await("the revocation, applied by the other worker")
                .atMost(RECOVERY)
                .until(() ->
                        admin.send("POST", "/v1/keys/" + id + "/revoke", "").status() == 200);
        awaitRevoked(secret);

        cluster.process(Cluster.WORKER).resume();
        cluster.stop(Cluster.OTHER_WORKER);
        await("a word of the worker that was suspended").atMost(RECOVERY).until(() -> make().status() == 201);
        var told = kafka.read(Topics.KEY_STATE, id);
        assertThat(told.getLast().getStatus()).isEqualTo("revoked");
        assertThat(told.stream().filter(state -> state.getStatus().equals("active")))
                .extracting(ApiKey::getVersion)
                .allMatch(version -> version < told.getLast().getVersion());
        awaitRevoked(secret);
    }

    /** Its row is there, and no record of it. */
    private String suspendTheWorkerBeforeItTellsOf(String secret) throws SQLException {
        var id = Commands.newId();
        var header = Commands.header(id, "key.create", new KeyId(id.value()).text());
        var create = CreateKey.newBuilder()
                .setKeyHash(ByteBuffer.wrap(KeySecret.hash(secret)))
                .setPrefix("sk_live_")
                .setMasked(KeySecret.masked(secret))
                .setName("revived")
                .setEnvironment("live")
                .setScopes(List.of("accounts:read"))
                .build();
        try (var lock = Kill.lockCommands(cluster)) {
            kafka.publish(
                    Topics.ADMIN_COMMANDS,
                    header,
                    AdminCommand.newBuilder()
                            .setHeader(header)
                            .setCreateKey(create)
                            .build());
            Kill.awaitWorkerBlocked(cluster);
            cluster.process(Cluster.BROKER).pause();
            lock.rollback();
        }
        await("its row")
                .atMost(RECOVERY)
                .until(() -> cluster.database()
                        .sql("SELECT count(*) = 1 FROM core.api_key WHERE id = :id")
                        .param("id", id.value())
                        .query(Boolean.class)
                        .single());
        cluster.process(Cluster.WORKER).pause();
        cluster.process(Cluster.BROKER).resume();
        return header.getResourceId();
    }

    private Answer make() {
        return admin.post("/v1/keys", "{\"name\":\"proof\",\"scopes\":[\"accounts:read\"]}");
    }

    private Answer awaitEffective(Api asked, Answer key, int nodes, int of) {
        return await(nodes + " of " + of)
                .atMost(of == 3 ? SOON.plus(RECOVERY) : RECOVERY)
                .ignoreExceptions()
                .until(
                        () -> asked.get(path(key)),
                        answer -> answer.json().at("/effective/nodes").asInt() == nodes
                                && answer.json().at("/effective/of").asInt() == of);
    }

    private void awaitRevoked(String secret) {
        await().atMost(SOON)
                .until(() -> cluster.holder(secret)
                        .get("/v1/accounts")
                        .text("/error_code")
                        .equals("API_KEY_REVOKED"));
    }

    private static String path(Answer key) {
        return "/v1/keys/" + key.text("/id");
    }
}
