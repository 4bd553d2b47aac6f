package io.sluice.system.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.schemas.Topics;
import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Cluster;
import io.sluice.system.stack.Kafka;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever never hears the answer to a refresh asks again with the same token, and is not signed out by it. */
class LostRefreshTest {
    private static final Duration ENOUGH = Duration.ofSeconds(60);
    private static final String PASSWORD = "correct horse battery";

    private final Cluster cluster = Cluster.shared();
    private final Kafka kafka = cluster.kafka();
    private final String email = Sluice.unique("person") + "@example.com";

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void isNoEndWhenTheIngressDiesBeforeItAnswers() {
        var tokens = signIn();
        var token = tokens.text("/refresh_token");
        cluster.process(Cluster.WORKER).pause();
        // Accepted and not applied when the ingress dies; applied when there is nobody left to answer.
        var lost = CompletableFuture.supplyAsync(() -> refresh(token));
        awaitAccepted(tokens);
        cluster.process(Cluster.INGRESS).kill();
        cluster.process(Cluster.WORKER).resume();
        assertThat(lost).failsWithin(ENOUGH);
        await().atMost(ENOUGH).until(() -> sequence() == 2);
        cluster.start(Cluster.INGRESS);
        cluster.awaitReady();
        goesOn(token);
    }

    @Test
    void isNoEndWhenTheWorkerDiesBeforeItTells() {
        var tokens = signIn();
        var token = tokens.text("/refresh_token");
        cluster.process(Cluster.WORKER).pause();
        var lost = CompletableFuture.supplyAsync(() -> refresh(token));
        awaitAccepted(tokens);
        cluster.process(Cluster.WORKER).kill();
        assertThat(lost).succeedsWithin(ENOUGH).extracting(Answer::status).isEqualTo(503);
        cluster.start(Cluster.WORKER);
        goesOn(token);
    }

    /** The token whose answer was lost brings the next one, however often, until that one is used. */
    private void goesOn(String token) {
        var next = await().atMost(ENOUGH)
                .ignoreExceptions()
                .until(() -> refresh(token), answer -> answer.status() == 200)
                .text("/refresh_token");
        assertThat(next).isNotEqualTo(token);
        assertThat(refresh(token).text("/refresh_token")).isEqualTo(next);
        assertThat(refresh(next).status()).isEqualTo(200);
        assertThat(refresh(token).text("/error_code")).isEqualTo("TOKEN_INVALID");
        assertThat(refresh(next).text("/error_code")).isEqualTo("TOKEN_INVALID");
    }

    private Answer signIn() {
        var person = "{\"email\":\"%s\",\"password\":\"%s\",\"kind\":\"customer\"}".formatted(email, PASSWORD);
        assertThat(cluster.admin().post("/v1/users", person).status()).isEqualTo(201);
        var body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD);
        var tokens = anybody().post("/v1/auth/token", body);
        assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
        return tokens;
    }

    private Answer refresh(String token) {
        return anybody()
                .post("/v1/auth/token", "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"" + token + "\"}");
    }

    private Api anybody() {
        return Api.at("http://127.0.0.1:" + cluster.port());
    }

    private int sequence() {
        return cluster.database()
                .sql("SELECT sequence FROM core.session JOIN core.person ON person.id = person_id WHERE email = :email")
                .param("email", email)
                .query(Integer.class)
                .single();
    }

    private void awaitAccepted(Answer tokens) {
        await().atMost(ENOUGH)
                .until(() -> kafka.read(Topics.ADMIN_COMMANDS, tokens.text("/session_id")).stream()
                        .anyMatch(command -> command.getRefreshSession() != null));
    }
}
