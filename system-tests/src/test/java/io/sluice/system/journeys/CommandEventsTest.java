package io.sluice.system.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CommandEventsTest {
    private static final int PLACES = 100;

    // A key of its own for each test: who hung up has a place until the next sign of life fails.
    private final Api shop = Sluice.shared().caller("live", "accounts:*");

    @Test
    void tellEachStatusOnceAndEndWithTheFinalOne() throws Exception {
        var command = schedule(Duration.ofSeconds(3));
        var lines = lines(follow(command, ""));
        assertThat(lines).filteredOn(line -> line.startsWith("id:")).last().isEqualTo("id: 3");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("id:"))
                .contains("id: 2")
                .doesNotHaveDuplicates();
        assertThat(lines)
                .filteredOn(line -> line.startsWith("data:"))
                .last()
                .asString()
                .contains("\"id\":\"" + command + "\"", "\"status\":\"succeeded\"");
    }

    @Test
    void ofOneThatHasEndedAreTheFinalOneAlone() throws Exception {
        var command = shop.waiting()
                .post("/v1/accounts", "{\"username\":\"" + Sluice.unique("events") + "\"}")
                .header("X-Command-Id")
                .orElseThrow();
        assertThat(lines(follow(command, "")))
                .filteredOn(line -> line.startsWith("id:"))
                .containsExactly("id: 3");
        assertThat(lines(follow(command, "2")))
                .filteredOn(line -> line.startsWith("id:"))
                .containsExactly("id: 3");
        assertThat(follow(command, "3").statusCode()).isEqualTo(204);
    }

    @Test
    void goOnAfterTheLastOneThatWasSeen() throws Exception {
        var command = schedule(Duration.ofHours(1));
        await().until(() -> shop.get("/v1/commands/" + command).text("/status").equals("scheduled"));
        var stream = follow(command, "2");
        shop.send("POST", "/v1/commands/" + command + "/cancel", "");
        var lines = lines(stream);
        assertThat(lines).filteredOn(line -> line.startsWith("id:")).containsExactly("id: 3");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("data:"))
                .singleElement()
                .asString()
                .contains("\"status\":\"cancelled\"");
    }

    @Test
    void showThatTheyGoOnWhileNothingHappens() throws Exception {
        var command = schedule(Duration.ofHours(1));
        try (var body = follow(command, "").body()) {
            var read = new StringBuilder();
            while (!read.toString().contains(": waiting")) read.append((char) body.read());
            assertThat(read.toString()).contains("id: 2");
        }
    }

    @Test
    void haveABoundAndFreeThePlaceOfWhoeverGoesAway() throws Exception {
        var command = schedule(Duration.ofHours(1));
        var open = new ArrayList<HttpResponse<InputStream>>();
        for (int i = 0; i < PLACES; i++) open.add(follow(command, ""));
        assertThat(open).extracting(HttpResponse::statusCode).containsOnly(200);
        assertThat(follow(command, "").statusCode()).isEqualTo(503);
        for (var stream : open) stream.body().close();
        await().atMost(Duration.ofSeconds(40)).until(() -> {
            var again = follow(command, "");
            again.body().close();
            return again.statusCode() == 200;
        });
    }

    @Test
    void areRefusedAsEverythingElse() throws Exception {
        assertThat(follow("cmd_nothing", "").statusCode()).isEqualTo(404);
        assertThat(follow(schedule(Duration.ofHours(1)), "last").statusCode()).isEqualTo(400);
    }

    private String schedule(Duration in) {
        var due = Clock.systemUTC().instant().plus(in);
        return shop.post("/v1/accounts?not_before=" + due, "{\"username\":\"" + Sluice.unique("events") + "\"}")
                .text("/id");
    }

    private HttpResponse<InputStream> follow(String command, String lastEventId) throws IOException {
        var follower = lastEventId.isEmpty() ? shop : shop.with("Last-Event-ID", lastEventId);
        return follower.open("/v1/commands/" + command + "/events");
    }

    private static List<String> lines(HttpResponse<InputStream> stream) throws IOException {
        assertThat(stream.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        try (var body = stream.body()) {
            return Stream.of(new String(body.readAllBytes(), UTF_8).split("\n")).toList();
        }
    }
}
