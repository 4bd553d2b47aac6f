package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a protocol cannot tell its users apart on one port, no two accounts of a node have the same. */
class PortsTest {
    private final Sluice sluice = Sluice.shared();
    private final Api shop = sluice.admin().waiting();

    @ParameterizedTest(name = "{0}")
    @CsvSource({"socks5, true", "http, true", "shadowsocks, false", "vless, false", "trojan, false"})
    void isAssignedToProtocolsThatNeedOneForThemselves(String protocol, boolean assigned) {
        var made = make(protocol, "\"remark\":null");
        assertThat(made.json().at("/port").isNull()).isNotEqualTo(assigned);
        assertThat(made.text("/node")).isEqualTo(assigned ? "default" : "");
        if (assigned) assertThat(made.json().at("/port").asInt()).isBetween(10_000, 32_767);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"socks5, 409", "http, 409", "shadowsocks, 409", "vless, 201", "vmess, 201", "trojan, 201"})
    void belongsToOneAccountOfItsNodeOrIsShared(String protocol, int second) {
        var node = Sluice.unique("node");
        assertThat(make(protocol, at(node, 1080)).status()).isEqualTo(201);
        var again = make(protocol, at(node, 1080));
        assertThat(again.status()).isEqualTo(second);
        if (second == 409) {
            assertThat(again.text("/detail"))
                    .startsWith("Port 1080 of the node \"" + node + "\" belongs to another account.");
        }
        assertThat(make(protocol, at(Sluice.unique("node"), 1080)).status()).isEqualTo(201);
    }

    @Test
    void isFreeAgainWhenItsAccountIsDeleted() {
        var node = Sluice.unique("node");
        var made = make("socks5", at(node, 1080));
        shop.send("DELETE", "/v1/accounts/" + made.text("/id"), "");
        assertThat(make("socks5", at(node, 1080)).status()).isEqualTo(201);
    }

    @Test
    void isChangedToAFreeOneOnly() {
        var node = Sluice.unique("node");
        var one = make("http", at(node, 1080));
        var other = make("http", at(node, 1081));
        assertThat(patch(other, "{\"port\":1080}").status()).isEqualTo(409);
        assertThat(patch(other, "{\"port\":null}").status()).isEqualTo(422);
        assertThat(patch(other, "{\"port\":1082}").json().at("/port").asInt()).isEqualTo(1082);
        assertThat(patch(one, "{\"node\":\"" + Sluice.unique("node") + "\"}").status())
                .isEqualTo(200);
        assertThat(patch(other, "{\"port\":1080}").status()).isEqualTo(200);
        var shared = make("vless", at(node, 443));
        assertThat(patch(shared, "{\"port\":null,\"node\":null}")
                        .json()
                        .at("/node")
                        .isNull())
                .isTrue();
    }

    // All at once, so that workers meet over the same node.
    @Test
    void isAssignedToManyAtOnceAndToNoTwoTheSame() throws InterruptedException, ExecutionException {
        var node = Sluice.unique("node");
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var made = new ArrayList<Future<Answer>>();
            IntStream.range(0, 60)
                    .forEach(at -> made.add(callers.submit(() -> make("socks5", "\"node\":\"" + node + "\""))));
            var ports = new ArrayList<Integer>();
            for (var one : made) ports.add(one.get().json().at("/port").asInt());
            assertThat(ports).hasSize(60).doesNotHaveDuplicates().allMatch(port -> port >= 10_000);
        }
    }

    // Ten ports and nine times as many who name one, so that sets of several workers collide in them.
    @Test
    void isGivenOnceToThoseWhoNameItAtOnce() throws InterruptedException, ExecutionException {
        var node = Sluice.unique("node");
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Answer>>();
            IntStream.range(0, 90)
                    .forEach(at -> answers.add(callers.submit(() -> make("socks5", at(node, 1080 + at % 10)))));
            var given = new ArrayList<Integer>();
            for (var one : answers) {
                var answer = one.get();
                if (answer.status() == 201) given.add(answer.json().at("/port").asInt());
                else assertThat(answer.text("/detail")).endsWith("Choose another, or leave port out to be given one.");
            }
            assertThat(given)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(1080, 1090).boxed().toList());
        }
    }

    // The look before the statement sees it free; the index does not.
    @Test
    void isRefusedWhenAnotherWorkerIsGivingItAway() throws SQLException {
        var node = Sluice.unique("node");
        var other = make("socks5", at(node, 1081));
        try (var worker = sluice.dataSource("sluice_worker", "worker-password").getConnection()) {
            worker.setAutoCommit(false);
            try (var move = worker.prepareStatement("UPDATE core.account SET port = 1080 WHERE username = ?")) {
                move.setString(1, other.text("/username"));
                move.execute();
            }
            var asked = sluice.admin().post("/v1/accounts", account("socks5", at(node, 1080)));
            await("a worker that waits for the other")
                    .atMost(Duration.ofSeconds(20))
                    .until(this::aWorkerWaits);
            worker.commit();
            var refused = shop.get("/v1/commands/" + asked.text("/id") + "?wait=20");
            assertThat(refused.text("/error/detail")).startsWith("Port 1080 of the node \"" + node + "\" belongs to");
        }
    }

    private boolean aWorkerWaits() {
        return sluice.database()
                .sql("SELECT count(*) > 0 FROM pg_stat_activity"
                        + " WHERE usename = 'sluice_worker' AND wait_event_type = 'Lock'")
                .query(Boolean.class)
                .single();
    }

    @Test
    void staysTheSameWhenTheRequestIsRepeated() {
        var body = account("socks5", "\"remark\":null");
        var repeating = shop.with("Idempotency-Key", Sluice.unique("ports"));
        var port = repeating.post("/v1/accounts", body).json().at("/port");
        assertThat(repeating.post("/v1/accounts", body).json().at("/port")).isEqualTo(port);
    }

    private static String at(String node, int port) {
        return "\"node\":\"" + node + "\",\"port\":" + port;
    }

    private Answer make(String protocol, String fields) {
        return shop.post("/v1/accounts", account(protocol, fields));
    }

    private static String account(String protocol, String fields) {
        return "{\"username\":\"" + Sluice.unique("ports") + "\",\"protocol\":\"" + protocol + "\"," + fields + "}";
    }

    private Answer patch(Answer made, String body) {
        return shop.with("Content-Type", "application/json").send("PATCH", "/v1/accounts/" + made.text("/id"), body);
    }
}
