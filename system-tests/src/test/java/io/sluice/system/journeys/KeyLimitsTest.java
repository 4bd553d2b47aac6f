package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.KeySecret;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.KeyLimit;
import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Kafka;
import io.sluice.system.stack.Sluice;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The limits that a key has for itself, as they are said, shown and told. */
class KeyLimitsTest {
    private static final String SHOWN =
            "[{\"limit\":50,\"window\":7},{\"limit\":600,\"window\":\"minute\"},{\"limit\":9000,\"window\":\"day\"}]";

    private final Sluice sluice = Sluice.shared();
    private final Api admin = sluice.admin();

    @Test
    void areShownWithTheShortestWindowFirst() {
        var made = make("{\"limit\":9000,\"window\":86400},{\"limit\":50,\"window\":7},"
                + "{\"limit\":600,\"window\":\"minute\"}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(limits(made)).isEqualTo(SHOWN);
        assertThat(limits(admin.get(path(made)))).isEqualTo(SHOWN);
        assertThat(admin.get("/v1/keys?limit=1")
                        .json()
                        .at("/data/0/rate_limits")
                        .toString())
                .isEqualTo(SHOWN);
        assertThat(limits(make(""))).isEqualTo("[]");
    }

    @Test
    void stayUnlessTheyAreNamed() {
        var made = make("{\"limit\":600,\"window\":\"minute\"}");
        var shown = limits(made);
        assertThat(limits(patch(made, "{\"name\":\"other\"}"))).isEqualTo(shown);
        assertThat(limits(patch(made, "{\"rate_limits\":[{\"limit\":5,\"window\":1}]}")))
                .isEqualTo("[{\"limit\":5,\"window\":\"second\"}]");
        assertThat(limits(patch(made, "{\"rate_limits\":[]}"))).isEqualTo("[]");
        patch(made, "{\"rate_limits\":[{\"limit\":5,\"window\":\"hour\"}]}");
        assertThat(limits(patch(made, "{\"rate_limits\":null}"))).isEqualTo("[]");
    }

    @Test
    void areRefusedByTheirPlace() {
        var refused = make("{\"limit\":600,\"window\":\"minute\"},{\"limit\":0,\"window\":\"week\"}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().findValuesAsString("pointer"))
                .containsExactly("/rate_limits/1/limit", "/rate_limits/1/window");
    }

    @Test
    void comeWithAnImportedKey() {
        var hash = HexFormat.of().formatHex(KeySecret.hash(Sluice.unique("another system")));
        var imported = admin.post("/v1/keys/import", """
                {"keys": [{"key_hash": "%s", "prefix": "a", "name": "i", "scopes": ["accounts:read"],
                           "rate_limits": [{"limit": 600, "window": 60}]}]}
                """.formatted(hash));
        assertThat(imported.text("/data/0/status")).as(imported.toString()).isEqualTo("succeeded");
        assertThat(limits(admin.get("/v1/keys/" + imported.text("/data/0/id"))))
                .isEqualTo("[{\"limit\":600,\"window\":\"minute\"}]");
    }

    @Test
    void areToldToEveryNode() {
        var made = make("{\"limit\":9000,\"window\":\"day\"},{\"limit\":600,\"window\":\"minute\"}");
        patch(made, "{\"rate_limits\":[]}");
        try (var kafka = new Kafka(sluice.bootstrapServers(), sluice.registry())) {
            var told = kafka.read(Topics.KEY_STATE, made.text("/id"));
            assertThat(told.getFirst().getRateLimits())
                    .containsExactly(new KeyLimit(600L, 60), new KeyLimit(9_000L, 86_400));
            assertThat(told.getLast().getRateLimits()).isEmpty();
        }
    }

    private Answer make(String limits) {
        return admin.post(
                "/v1/keys", "{\"name\":\"k\",\"scopes\":[\"accounts:read\"],\"rate_limits\":[" + limits + "]}");
    }

    private Answer patch(Answer key, String body) {
        return admin.with("Content-Type", "application/json").send("PATCH", path(key), body);
    }

    private static String path(Answer key) {
        return "/v1/keys/" + key.text("/id");
    }

    private static String limits(Answer key) {
        assertThat(key.status()).as(key.toString()).isBetween(200, 201);
        return key.json().at("/rate_limits").toString();
    }
}
