package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.Topics;
import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Kafka;
import io.sluice.system.stack.Sluice;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Outbounds and rules, and the accounts that name them. */
class RoutingTest {
    private final Sluice sluice = Sluice.shared();
    private final Api shop = sluice.admin();
    private final String outbound = Sluice.unique("outbound");
    private final String rule = Sluice.unique("rule");

    @Test
    void anOutboundIsMadeChangedAndDeleted() {
        var made = makeOutbound();
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(made.text("/name")).isEqualTo(outbound);
        assertThat(made.json().has("password")).isFalse();
        var path = "/v1/outbounds/" + made.text("/id");
        assertThat(shop.get(path).json()).isEqualTo(made.json());
        assertThat(makeOutbound().status()).isEqualTo(409);

        var changed = patch(path, "{\"port\":1081,\"username\":null}");
        assertThat(changed.json().at("/port").asInt()).isEqualTo(1081);
        assertThat(changed.json().at("/username").isNull()).isTrue();
        assertThat(changed.text("/address")).isEqualTo("10.0.0.7");
        assertThat(patch(shop.with("If-Match", "\"1\""), path, "{\"port\":1}").status())
                .isEqualTo(412);
        assertThat(patch(path, "{\"address\":null}").text("/detail"))
                .isEqualTo("A proxy of the protocol socks5 needs its address, so address cannot be null.");
        assertThat(shop.send("DELETE", path, "").status()).isEqualTo(200);
        assertThat(shop.get(path).status()).isEqualTo(404);
        assertThat(patch(path, "{\"port\":1}").status()).isEqualTo(404);
    }

    @Test
    void aRuleIsMadeChangedAndListed() {
        var made = makeRule(rule);
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        var path = "/v1/rules/" + made.text("/id");
        assertThat(patch(path, "{\"priority\":7}").json().at("/priority").asInt())
                .isEqualTo(7);
        assertThat(patch(path, "{\"name\":\"" + rule + "-2\"}").text("/content"))
                .isEqualTo("DST-PORT,25,REJECT");
        var listed = shop.get("/v1/rules?limit=500&sort=name");
        assertThat(listed.toString()).contains(rule + "-2");
    }

    @Test
    void anAccountNamesThemByIdOrByName() {
        var out = makeOutbound();
        var first = makeRule(rule);
        var second = makeRule(rule + "-2");
        var byName =
                make("\"outbound_name\":\"" + outbound + "\",\"rule_names\":[\"" + rule + "-2\",\"" + rule + "\"]");
        assertThat(byName.text("/outbound_id")).isEqualTo(out.text("/id"));
        assertThat(byName.json().at("/rule_ids").toString())
                .isEqualTo("[\"%s\",\"%s\"]".formatted(second.text("/id"), first.text("/id")));
        var byId = make("\"outbound_id\":\"" + out.text("/id") + "\",\"rule_ids\":[\"" + first.text("/id") + "\"]");
        assertThat(byId.json().at("/rule_ids").toString()).isEqualTo("[\"" + first.text("/id") + "\"]");
        assertThat(shop.get("/v1/accounts/" + byId.text("/id")).text("/outbound_id"))
                .isEqualTo(out.text("/id"));

        var path = "/v1/accounts/" + byName.text("/id");
        assertThat(patch(path, "{\"rule_names\":[\"" + rule + "\"]}")
                        .json()
                        .at("/rule_ids")
                        .toString())
                .isEqualTo("[\"" + first.text("/id") + "\"]");
        var cleared = patch(path, "{\"rule_ids\":null,\"outbound_name\":null}");
        assertThat(cleared.json().at("/rule_ids").size()).isZero();
        assertThat(cleared.json().at("/outbound_id").isNull()).isTrue();
    }

    @Test
    void whatIsNotThereIsNamed() {
        var missing = make("\"rule_names\":[\"" + rule + "\"]");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.text("/detail")).startsWith("There is no rule \"" + rule + "\" in this tenant");
        makeRule(rule);
        var elsewhere = sluice.caller("test", "accounts:write")
                .waiting()
                .post("/v1/accounts", account("\"rule_names\":[\"" + rule + "\"]"));
        assertThat(elsewhere.status()).isEqualTo(404);
        var account = make("\"remark\":null");
        var change = patch("/v1/accounts/" + account.text("/id"), "{\"outbound_name\":\"nowhere\"}");
        assertThat(change.text("/detail")).startsWith("There is no outbound \"nowhere\" in this tenant");
    }

    @Test
    void whatAnAccountUsesIsNotDeleted() {
        var out = makeOutbound();
        var made = makeRule(rule);
        var account = make("\"outbound_name\":\"" + outbound + "\",\"rule_names\":[\"" + rule + "\"]");
        var refused = shop.send("DELETE", "/v1/outbounds/" + out.text("/id"), "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/detail")).contains(account.text("/id"));
        assertThat(shop.send("DELETE", "/v1/rules/" + made.text("/id"), "").status())
                .isEqualTo(409);
        shop.waiting().send("DELETE", "/v1/accounts/" + account.text("/id"), "");
        assertThat(shop.send("DELETE", "/v1/outbounds/" + out.text("/id"), "").status())
                .isEqualTo(200);
        assertThat(shop.send("DELETE", "/v1/rules/" + made.text("/id"), "").status())
                .isEqualTo(200);
    }

    @Test
    void limitsAreSetAndTakenBack() {
        var made = make("\"send_limit\":100,\"receive_limit\":200,\"max_conn_count\":3");
        assertThat(made.json().at("/receive_limit").asInt()).isEqualTo(200);
        var changed = patch("/v1/accounts/" + made.text("/id"), "{\"send_limit\":null,\"max_conn_count\":4}");
        assertThat(changed.json().at("/send_limit").isNull()).isTrue();
        assertThat(changed.json().at("/receive_limit").asInt()).isEqualTo(200);
        assertThat(changed.json().at("/max_conn_count").asInt()).isEqualTo(4);
    }

    @Test
    void thePasswordOfAnOutboundIsNeverInTheClear() {
        var made = makeOutbound();
        try (var kafka = new Kafka(sluice.bootstrapServers(), sluice.registry())) {
            assertThat(kafka.records(Topics.ADMIN_COMMANDS.name()))
                    .filteredOn(record -> made.text("/id").equals(record.key()))
                    .isNotEmpty()
                    .noneMatch(
                            record -> new String(record.value(), StandardCharsets.ISO_8859_1).contains("s3cr3t-word"));
        }
    }

    @Test
    void eachHasItsOwnScopes() {
        var accounts = sluice.caller("live", "accounts:*");
        assertThat(accounts.get("/v1/outbounds").status()).isEqualTo(403);
        assertThat(accounts.get("/v1/rules").status()).isEqualTo(403);
        assertThat(sluice.caller("live", "outbounds:read").get("/v1/outbounds").status())
                .isEqualTo(200);
    }

    private Answer makeOutbound() {
        return shop.post("/v1/outbounds", """
                {"name":"%s","protocol":"socks5","address":"10.0.0.7","port":1080,
                 "username":"u","password":"s3cr3t-word"}
                """.formatted(outbound));
    }

    private Answer makeRule(String name) {
        return shop.post("/v1/rules", "{\"name\":\"" + name + "\",\"content\":\"DST-PORT,25,REJECT\"}");
    }

    private Answer make(String fields) {
        return shop.waiting().post("/v1/accounts", account(fields));
    }

    private static String account(String fields) {
        return "{\"username\":\"" + Sluice.unique("routing") + "\"," + fields + "}";
    }

    private Answer patch(String path, String body) {
        return patch(shop.waiting(), path, body);
    }

    private static Answer patch(Api caller, String path, String body) {
        return caller.with("Content-Type", "application/json").send("PATCH", path, body);
    }
}
