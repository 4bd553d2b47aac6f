package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a client app needs to connect as an account. */
class SubscriptionTest {
    private static final String PASSWORD = "p@ss word/é";

    private final Sluice sluice = Sluice.shared();
    private final Api shop = sluice.admin().waiting();
    private final String username = Sluice.unique("sub");

    @Test
    void hasALinkForEachServerThatServesTheAccount() {
        var made = make("trojan", "");
        var links = subscription(made).json().at("/links");
        assertThat(links.toString()).isEqualTo("""
                ["trojan://p%40ss%20word%2F%C3%A9@fra.example.com:443?security=tls&type=tcp#NAME%20fra-1",\
                "trojan://p%40ss%20word%2F%C3%A9@ber.example.com:443?security=tls&type=tcp#NAME%20ber-1"]\
                """.replace("NAME", username));
        patch(made, "{\"node\":\"fra-1\"}");
        assertThat(subscription(made).json().at("/links").size()).isEqualTo(1);
    }

    @Test
    void leadsToThePortThatTheAccountHasForItself() {
        var made = make("socks5", "");
        assertThat(subscription(made).text("/links/0"))
                .startsWith("socks://")
                .endsWith("@proxy.example.com:" + made.json().at("/port").asInt() + "#" + username);
    }

    @Test
    void showsTheCredentialsAsTheyAreNow() {
        var made = make("vless", "");
        var before = subscription(made).text("/links/0");
        assertThat(before)
                .startsWith("vless://")
                .contains("@vpn.example.com:443?")
                .endsWith("#" + username);
        assertThat(subscription(made).text("/links/0")).isEqualTo(before);
        shop.post("/v1/accounts/" + made.text("/id") + "/rotate-credentials", "{}");
        assertThat(subscription(made).text("/links/0")).isNotEqualTo(before);
    }

    @Test
    void tellsWhatIsUsedAndLeftAndWhatStateTheAccountIsIn() {
        var made = make("vless", ",\"expire_days\":30,\"total_traffic_gb\":1");
        var expires = Instant.parse(made.text("/expires_at")).getEpochSecond();
        var subscription = subscription(made);
        assertThat(subscription.text("/state")).isEqualTo("active");
        assertThat(subscription.text("/profile_title")).isEqualTo(username);
        assertThat(subscription.text("/user_info"))
                .isEqualTo("upload=0; download=0; total=1073741824; expire=" + expires);
        assertThat(subscription.json().at("/total_bytes").asLong()).isEqualTo(1L << 30);
        assertThat(subscription.text("/expires_at")).isEqualTo(made.text("/expires_at"));
        assertThat(subscription.header("Cache-Control")).contains("no-store");

        shop.post("/v1/accounts/" + made.text("/id") + "/suspend", "{}");
        assertThat(subscription(made).text("/state")).isEqualTo("disabled");
        assertThat(subscription(made).json().at("/links").size()).isEqualTo(1);
    }

    @Test
    void isReadByNumberToo() {
        var made = make("vless", "");
        var byNumber =
                sluice.admin().get("/v1/accounts/" + made.json().at("/number").asLong() + "/subscription");
        assertThat(byNumber.json()).isEqualTo(subscription(made).json());
    }

    // accounts:read never shows a password, and a link is one.
    @Test
    void needsAScopeOfItsOwn() {
        var path = "/v1/accounts/" + make("vless", "").text("/id") + "/subscription";
        var refused = sluice.caller("live", "accounts:*").get(path);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("/detail")).contains("`subscriptions:read`");
        assertThat(sluice.caller("live", "subscriptions:read").get(path).status())
                .isEqualTo(200);
        assertThat(sluice.caller("test", "*:*").get(path).status()).isEqualTo(404);
    }

    @Test
    void isNoneOfAnAccountThatIsDeleted() {
        var made = make("vless", "");
        shop.send("DELETE", "/v1/accounts/" + made.text("/id"), "");
        assertThat(subscription(made).status()).isEqualTo(404);
    }

    @Test
    void saysWhatToDoWhereNoServerIsConfigured() {
        var refused = subscription(make("vmess", ",\"node\":\"fra-1\""));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/detail"))
                .startsWith("No server is configured for accounts of the protocol vmess at the node \"fra-1\",")
                .contains("SLUICE_SUBSCRIPTION_SERVERS");
    }

    private Answer make(String protocol, String fields) {
        return shop.post("/v1/accounts", """
                {"username":"%s","password":"%s","protocol":"%s"%s}
                """.formatted(username, PASSWORD, protocol, fields));
    }

    private Answer subscription(Answer made) {
        return sluice.admin().get("/v1/accounts/" + made.text("/id") + "/subscription");
    }

    private void patch(Answer made, String body) {
        shop.with("Content-Type", "application/json").send("PATCH", "/v1/accounts/" + made.text("/id"), body);
    }
}
