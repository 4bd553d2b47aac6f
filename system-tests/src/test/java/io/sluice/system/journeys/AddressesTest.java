package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.schemas.KeyId;
import io.sluice.schemas.KeySecret;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AdminCommand;
import io.sluice.schemas.avro.CreateKey;
import io.sluice.schemas.avro.UsageRequest;
import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Commands;
import io.sluice.system.stack.Kafka;
import io.sluice.system.stack.Sluice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A proxy of ours calls from 127.0.0.1; 127.0.0.2 is anybody else. */
class AddressesTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Sluice SLUICE = Sluice.shared();
    private static final String SECRET = KeySecret.generate("sk_live_").reveal();

    private static Kafka kafka;

    @BeforeAll
    static void makeAKeyForTwoPlaces() {
        kafka = new Kafka(SLUICE.bootstrapServers(), SLUICE.registry());
        var id = Commands.newId();
        var create = CreateKey.newBuilder()
                .setKeyHash(ByteBuffer.wrap(KeySecret.hash(SECRET)))
                .setPrefix("sk_live_")
                .setMasked(KeySecret.masked(SECRET))
                .setName("two places")
                .setEnvironment("live")
                .setScopes(List.of("accounts:read"))
                .setAllowedIps(List.of("203.0.113.0/24", "2001:db8:c::/48"))
                .build();
        var header = Commands.header(id, "key.create", new KeyId(id.value()).text());
        kafka.publish(
                Topics.ADMIN_COMMANDS,
                header,
                AdminCommand.newBuilder().setHeader(header).setCreateKey(create).build());
        await().atMost(SOON).until(() -> call("203.0.113.9").status() == 200);
    }

    @AfterAll
    static void close() {
        kafka.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            case                                   | X-Forwarded-For             | Forwarded                | status
            from the one                           | 203.0.113.9                 |                          | 200
            from the other                         | 2001:db8:c::9               |                          | 200
            told by the standard                   |                             | for="[2001:db8:c::9]:80" | 200
            from elsewhere                         | 198.51.100.9                |                          | 403
            from elsewhere, with a word before it  | 203.0.113.9, 198.51.100.9   |                          | 403
            from a proxy that tells nothing        |                             |                          | 403
            from a proxy that hides it             | 203.0.113.9, unknown        |                          | 403
            from elsewhere, with the other header  | 198.51.100.9                | for=203.0.113.9          | 403
            from elsewhere, with an open quotation |                             | for="203.0.113.9, for=198.51.100.9 | 403
            """)
    void decideWhetherAKeyWorks(String name, @Nullable String plain, @Nullable String standard, int status) {
        var caller = SLUICE.anonymous().with("X-API-Key", SECRET);
        if (plain != null) caller = caller.with("X-Forwarded-For", plain);
        if (standard != null) caller = caller.with("Forwarded", standard);
        var answer = caller.get("/v1/accounts?limit=1");
        assertThat(answer.status()).isEqualTo(status);
        if (status == 403) assertThat(answer.text("/error_code")).isEqualTo("IP_NOT_ALLOWED");
    }

    @Test
    void areNamedToWhomTheyKeepOutAndTheAllowedOnesAreNot() {
        var refused = call("198.51.100.9");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("/detail")).contains("198.51.100.9").doesNotContain("203.0.113");
    }

    @Test
    void areNotBelievedOfWhoIsNoProxy() throws IOException, InterruptedException {
        assertThat(statusFromElsewhere("X-Forwarded-For", "203.0.113.9")).isEqualTo(403);
        assertThat(statusFromElsewhere("Forwarded", "for=203.0.113.9")).isEqualTo(403);
        assertThat(statusFromElsewhere("X-Real-IP", "203.0.113.9")).isEqualTo(403);
    }

    @Test
    void ofCallersAreInTheRecordsOfCalls() {
        var made = SLUICE.admin().post("/v1/keys", "{\"name\":\"seen\",\"scopes\":[\"accounts:read\"]}");
        var caller = SLUICE.anonymous().with("X-API-Key", made.text("/key"));
        assertThat(from(caller, "198.51.100.1, 203.0.113.9").status()).isEqualTo(200);
        assertThat(from(caller, "2001:DB8:C:0::9").status()).isEqualTo(200);
        assertThat(from(caller, "203.0.113.9, unknown").status()).isEqualTo(200);
        var seen = await().atMost(SOON)
                .until(
                        () -> kafka.read(Topics.USAGE_REQUESTS, made.text("/id")).stream()
                                .map(UsageRequest::getAddress)
                                .toList(),
                        addresses -> addresses.size() == 3);
        assertThat(seen).containsExactlyInAnyOrder("203.0.113.9", "2001:db8:c::9", "127.0.0.1");
    }

    @Test
    void ofCallersBehindAProxyOfThisMachineDoNotOpenTheMetrics() {
        assertThat(SLUICE.anonymous().get("/metrics").status()).isEqualTo(200);
        assertThat(SLUICE.anonymous()
                        .with("X-Forwarded-For", "203.0.113.9")
                        .get("/metrics")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void withTooManyUnknownKeysWaitWithoutHoldingBackAValidOne() {
        var guessing = SLUICE.anonymous()
                .with("X-API-Key", KeySecret.generate("sk_live_").reveal());
        var guesser = "203.0.113.77";
        var refused = await().atMost(SOON)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> from(guessing, guesser), answer -> answer.status() == 429);
        assertThat(refused.text("/error_code")).isEqualTo("TOO_MANY_ATTEMPTS");
        assertThat(refused.header("Retry-After")).hasValue("1");
        assertThat(call(guesser).status()).isEqualTo(200);
        assertThat(from(guessing, "203.0.113.78").status()).isEqualTo(401);
        assertThat(SLUICE.anonymous()
                        .with("X-Forwarded-For", guesser)
                        .get("/v1/accounts")
                        .status())
                .isEqualTo(401);
    }

    private static Answer call(String address) {
        return from(SLUICE.anonymous().with("X-API-Key", SECRET), address);
    }

    private static Answer from(Api caller, String address) {
        return caller.with("X-Forwarded-For", address).get("/v1/accounts?limit=1");
    }

    private static int statusFromElsewhere(String header, String value) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(SLUICE.url() + "/v1/accounts?limit=1"))
                .header("X-API-Key", SECRET)
                .header(header, value)
                .build();
        try (var client = HttpClient.newBuilder()
                .localAddress(InetAddress.ofLiteral("127.0.0.2"))
                .build()) {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }
}
