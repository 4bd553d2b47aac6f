package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.Tenant;
import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Kafka;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tenants, made and kept by the platform's own. */
class TenantsTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Sluice sluice = Sluice.shared();
    private final Api platform = sluice.admin();
    private final String slug = Sluice.unique("t");

    @Test
    void isMadeReadAndChanged() {
        var made = make();
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(made.text("/status")).isEqualTo("active");
        var path = "/v1/tenants/" + made.text("/id");
        assertThat(platform.get(path).json()).isEqualTo(made.json());
        await().atMost(SOON).until(() -> platform.get("/v1/tenants/" + slug).status() == 200);
        assertThat(platform.get("/v1/tenants?limit=500").toString()).contains(slug);
        assertThat(make().text("/error_code")).isEqualTo("CONFLICT");
        assertThat(patch(platform, slug, "{\"name\":\"Acme Inc\"}").text("/name"))
                .isEqualTo("Acme Inc");
        assertThat(patch(platform.with("If-Match", "\"1\""), slug, "{\"name\":\"x\"}")
                        .status())
                .isEqualTo(412);
    }

    @Test
    void isNothingThatAnotherSees() {
        var own = callerIn(made());
        assertThat(own.get("/v1/tenants").json().at("/data").size()).isEqualTo(1);
        assertThat(own.get("/v1/tenants").text("/data/0/slug")).isEqualTo(slug);
        assertThat(own.get("/v1/tenants/default").status()).isEqualTo(404);
        assertThat(own.get("/v1/tenants/" + Sluice.unique("none")).status()).isEqualTo(404);
        assertThat(own.post("/v1/tenants", "{\"name\":\"x\",\"slug\":\"x\"}").text("/error_code"))
                .isEqualTo("PERMISSION_DENIED");
        assertThat(patch(own, slug, "{\"name\":\"x\"}").status()).isEqualTo(403);
    }

    /** Who asks for another tenant learns nothing of it. */
    @Test
    void isWorkedInByThePlatformAlone() {
        var there = callerIn(made());
        assertThat(there.with("Sluice-Tenant", slug).get("/v1/roles").status()).isEqualTo(200);
        var known = there.with("Sluice-Tenant", "default").get("/v1/roles");
        var unknown = there.with("Sluice-Tenant", "no-such-tenant").get("/v1/roles");
        assertThat(known.status()).isEqualTo(403);
        assertThat(known.text("/detail")).isEqualTo(unknown.text("/detail"));
        var reader = sluice.caller("live", "roles:read");
        assertThat(reader.with("Sluice-Tenant", slug).get("/v1/roles").status()).isEqualTo(403);
        assertThat(platform.with("Sluice-Tenant", "no-such-tenant")
                        .get("/v1/roles")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void refusesItsKeysWhileItIsSuspended() {
        var there = callerIn(made());
        assertThat(there.get("/v1/roles").status()).isEqualTo(200);
        patch(platform, slug, "{\"status\":\"suspended\"}");
        await().atMost(SOON)
                .until(() -> there.get("/v1/roles").text("/error_code").equals("TENANT_SUSPENDED"));
        patch(platform, slug, "{\"status\":\"active\"}");
        await().atMost(SOON).until(() -> there.get("/v1/roles").status() == 200);
        assertThat(patch(platform, "default", "{\"status\":\"suspended\"}").status())
                .isEqualTo(409);
    }

    @Test
    void saysWhatBecomesOfItsLimitsWithoutTheOtherNodes() {
        var made = made();
        assertThat(made.text("/limits_fallback")).isEqualTo("share");
        assertThat(patch(platform, slug, "{\"limits_fallback\":\"open\"}").text("/limits_fallback"))
                .isEqualTo("open");
        assertThat(platform.get("/v1/tenants/" + slug).text("/limits_fallback")).isEqualTo("open");
        var other = Sluice.unique("t");
        assertThat(platform.post(
                                "/v1/tenants",
                                "{\"name\":\"x\",\"slug\":\"" + other + "\",\"limits_fallback\":\"closed\"}")
                        .text("/limits_fallback"))
                .isEqualTo("closed");
        try (var kafka = new Kafka(sluice.bootstrapServers(), sluice.registry())) {
            assertThat(kafka.read(Topics.TENANT_STATE, made.text("/id")))
                    .extracting(Tenant::getLimitsFallback)
                    .containsExactly("share", "open");
        }
    }

    /** What it is called and whether it works is the platform's to say; how it is limited is its own. */
    @Test
    void itsAdministratorsChooseWhatBecomesOfItsLimits() {
        var tenant = made();
        var own = callerIn(tenant);
        var chosen = patch(own, slug, "{\"limits_fallback\":\"closed\"}");
        assertThat(chosen.text("/limits_fallback")).as(chosen.toString()).isEqualTo("closed");
        assertThat(patch(own, slug, "{\"limits_fallback\":\"open\",\"name\":\"x\"}")
                        .status())
                .isEqualTo(403);
        assertThat(patch(own, "default", "{\"limits_fallback\":\"open\"}").status())
                .isEqualTo(403);
        var test = own.post("/v1/keys", "{\"name\":\"t\",\"environment\":\"test\",\"scopes\":[\"*:*\"]}");
        assertThat(patch(holder(test), slug, "{\"limits_fallback\":\"open\"}").status())
                .isEqualTo(403);
        var less = own.post("/v1/keys", "{\"name\":\"l\",\"scopes\":[\"tenants:write\"]}");
        assertThat(patch(holder(less), slug, "{\"limits_fallback\":\"open\"}").text("/detail"))
                .contains("rate-limits:write");
        assertThat(own.get("/v1/tenants/" + slug).text("/limits_fallback")).isEqualTo("closed");
    }

    private Api holder(Answer key) {
        return sluice.anonymous().with("X-API-Key", key.text("/key"));
    }

    @Test
    void isNotMadeByATestKey() {
        var test = sluice.caller("test", "tenants:*");
        assertThat(test.post("/v1/tenants", "{\"name\":\"x\",\"slug\":\"" + slug + "\"}")
                        .status())
                .isEqualTo(403);
    }

    private Answer make() {
        return platform.post("/v1/tenants", "{\"name\":\"Acme Ltd\",\"slug\":\"" + slug + "\"}");
    }

    private Answer made() {
        var made = make();
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        await().atMost(SOON).until(() -> platform.get("/v1/tenants/" + slug).status() == 200);
        return made;
    }

    /** The holder of the first key of a tenant, which the platform makes. */
    private Api callerIn(Answer tenant) {
        var key = platform.with("Sluice-Tenant", tenant.text("/id"))
                .post("/v1/keys", "{\"name\":\"first\",\"scopes\":[\"*:*\"]}");
        assertThat(key.text("/tenant_id")).as(key.toString()).isEqualTo(tenant.text("/id"));
        return sluice.anonymous().with("X-API-Key", key.text("/key"));
    }

    private static Answer patch(Api caller, String address, String body) {
        return caller.with("Content-Type", "application/json").send("PATCH", "/v1/tenants/" + address, body);
    }
}
