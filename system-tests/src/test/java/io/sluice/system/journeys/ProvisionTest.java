package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProvisionTest {
    private final Api shop = Sluice.shared().admin();

    @Test
    void isAcceptedWithTheCommandToFollow() {
        var answer = shop.post("/v1/accounts", account(Sluice.unique("alice")));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("/id")).matches("cmd_[0-9a-z]{38}");
        assertThat(answer.text("/status")).isEqualTo("accepted");
        assertThat(answer.text("/type")).isEqualTo("account.provision");
        assertThat(answer.text("/resource/url")).isEqualTo("/v1/accounts/" + answer.text("/resource/id"));
        assertThat(answer.header("Location")).contains("/v1/commands/" + answer.text("/id"));
        assertThat(answer.header("Retry-After")).contains("1");
        assertThat(answer.header("X-Request-Id"))
                .hasValueSatisfying(id -> assertThat(id).startsWith("req_"));
    }

    @Test
    void aCommandIsNeverUnknownAndSucceedsSoon() {
        var accepted = shop.post("/v1/accounts", account(Sluice.unique("alice")));
        var path = "/v1/commands/" + accepted.text("/id");
        assertThat(shop.get(path).status()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> shop.get(path).text("/status").equals("succeeded"));
        var settled = shop.get(path);
        assertThat(settled.text("/result/id")).isEqualTo(accepted.text("/resource/id"));
        assertThat(settled.json().at("/secrets").isMissingNode()).isTrue();
        assertThat(settled.json().at("/result/password").isMissingNode()).isTrue();
    }

    @Test
    void whoWaitsIsAnsweredWithTheAccount() {
        var username = Sluice.unique("bob");
        var answer = shop.waiting().post("/v1/accounts", """
                {"username": "%s", "protocol": "trojan", "email": "b@example.com", "expire_days": 30,
                 "total_traffic_gb": 1.5, "remark": "ünïcødé 🚀", "metadata": {"order": "4711"}}
                """.formatted(username));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Preference-Applied")).contains("wait=20");
        assertThat(answer.header("Location")).contains("/v1/accounts/" + answer.text("/id"));
        assertThat(answer.text("/username")).isEqualTo(username);
        assertThat(answer.text("/state")).isEqualTo("active");
        assertThat(answer.text("/remark")).isEqualTo("ünïcødé 🚀");
        assertThat(answer.text("/metadata/order")).isEqualTo("4711");
        assertThat(answer.json().at("/total_traffic_gb").decimalValue()).isEqualByComparingTo("1.5");
        var days =
                Duration.between(Instant.parse(answer.text("/created_at")), Instant.parse(answer.text("/expires_at")));
        assertThat(days).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void whatIsReadAgreesWithWhatWasAnswered() {
        var username = Sluice.unique("carol");
        var made =
                shop.waiting().post("/v1/accounts", "{\"username\":\"" + username + "\",\"password\":\"s3cret-word\"}");
        assertThat(made.json().at("/password").isMissingNode()).isTrue();
        assertThat(shop.get("/v1/accounts/" + made.text("/id")).json()).isEqualTo(made.json());
        assertThat(shop.get("/v1/accounts/" + made.json().at("/number").asLong())
                        .json())
                .isEqualTo(made.json());
        assertThat(shop.get("/v1/accounts/by-username/" + username).json()).isEqualTo(made.json());
    }

    @Test
    void aPasswordThatWasNotGivenIsMadeAndShownOnce() {
        var made = shop.waiting().post("/v1/accounts", account(Sluice.unique("dave")));
        assertThat(made.text("/password")).matches("[0-9a-z]{24}");
        assertThat(shop.get("/v1/accounts/" + made.text("/id"))
                        .json()
                        .at("/password")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void theSameKeyAndBodyIsTheSameCommandHoweverItIsWritten() {
        var key = Sluice.unique("key");
        var username = Sluice.unique("erin");
        var one =
                shop.under(key).waiting().post("/v1/accounts", "{\"username\":\"" + username + "\",\"remark\":\"x\"}");
        var other = shop.under(key)
                .waiting()
                .post("/v1/accounts", "{ \"remark\":\"x\", \"username\":\"" + username + "\" }");
        assertThat(one.status()).isEqualTo(201);
        assertThat(other.status()).isEqualTo(201);
        assertThat(other.header("X-Command-Id")).isEqualTo(one.header("X-Command-Id"));
        assertThat(other.json()).isEqualTo(one.json());
    }

    @Test
    void anotherBodyUnderAKeyIsRefused() {
        var key = Sluice.unique("key");
        shop.under(key).waiting().post("/v1/accounts", account(Sluice.unique("frank")));
        var answer = shop.under(key).post("/v1/accounts", account(Sluice.unique("grace")));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/error_code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void anotherEnvironmentHasItsOwnKeysAndNames() {
        var key = Sluice.unique("key");
        var body = account(Sluice.unique("heidi"));
        var live = shop.under(key).waiting().post("/v1/accounts", body);
        var test = Sluice.shared()
                .caller("test", "accounts:*")
                .under(key)
                .waiting()
                .post("/v1/accounts", body);
        assertThat(test.status()).isEqualTo(201);
        assertThat(test.text("/environment")).isEqualTo("test");
        assertThat(test.text("/id")).isNotEqualTo(live.text("/id"));
    }

    @Test
    void anotherEnvironmentsAccountsAndCommandsDoNotExist() {
        var tester = Sluice.shared().caller("test", "accounts:*").waiting();
        var live = shop.waiting().post("/v1/accounts", account(Sluice.unique("ivan")));
        assertThat(tester.get("/v1/accounts/" + live.text("/id")).status()).isEqualTo(404);
        assertThat(tester.get("/v1/accounts/by-username/" + live.text("/username"))
                        .status())
                .isEqualTo(404);
        assertThat(tester.get("/v1/commands/" + live.header("X-Command-Id").orElseThrow())
                        .status())
                .isEqualTo(404);
        var renewed = tester.post("/v1/accounts/" + live.text("/id") + "/renew", "{\"extend_days\":1}");
        assertThat(renewed.status()).isEqualTo(404);
        assertThat(shop.get("/v1/accounts/" + live.text("/id"))
                        .json()
                        .at("/version")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aNameThatIsTakenIsAConflictForWhoWaitsAndForWhoAsksLater() {
        var name = Sluice.unique("judy") + " & co";
        var body = account(name);
        shop.waiting().post("/v1/accounts", body);
        var now = shop.waiting().post("/v1/accounts", body);
        assertThat(now.status()).isEqualTo(409);
        assertThat(now.text("/error_code")).isEqualTo("CONFLICT");
        var path = Pattern.compile("/v1/accounts/by-username/[^.]+").matcher(now.text("/detail"));
        assertThat(path.find()).as(now.toString()).isTrue();
        assertThat(shop.get(path.group()).text("/username")).isEqualTo(name);

        var later = shop.post("/v1/accounts", body);
        assertThat(later.status()).isEqualTo(202);
        var command = "/v1/commands/" + later.text("/id");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> shop.get(command).text("/status").equals("failed"));
        assertThat(shop.get(command).text("/error/error_code")).isEqualTo("CONFLICT");
    }

    private static String account(String username) {
        return "{\"username\":\"" + username + "\"}";
    }
}
