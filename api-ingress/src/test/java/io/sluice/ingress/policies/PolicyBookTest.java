package io.sluice.ingress.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.KeyStore;
import io.sluice.ingress.admission.Scopes;
import io.sluice.ingress.admission.TenantStore;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.RateLimitId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PolicyBookTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final TenantId TENANT = new TenantId(new UUID(1, 1));
    private static final KeyId KEY = new KeyId(new UUID(2, 1));
    private static final KeyId OTHER_KEY = new KeyId(new UUID(2, 2));
    private static final RateLimitId RULE = new RateLimitId(new UUID(3, 1));

    private final RateLimitStore rules = new RateLimitStore();
    private final PolicyBook book = book(100L);

    private PolicyBook book(Long max, String... costs) {
        var settings = new LimitSettings(max, Duration.ofHours(1), null, Duration.ofMinutes(1), List.of(costs));
        return new PolicyBook(new KeyStore(), new TenantStore(), rules, settings);
    }

    private static Caller caller(KeyId key) {
        return new Caller(key, TENANT, Environment.LIVE, Scopes.NONE);
    }

    private static RateLimit.Builder rule(String appliesTo, long version) {
        return RateLimit.newBuilder()
                .setId(RULE.text())
                .setNumber(1)
                .setTenantId(TENANT.text())
                .setEnvironment("live")
                .setAppliesTo(appliesTo)
                .setMaxRequests(5)
                .setWindowSize(60)
                .setIsActive(true)
                .setCreatedAt(NOW)
                .setUpdatedAt(NOW)
                .setVersion(version);
    }

    private Policies of(KeyId key, String method, String pattern) {
        return book.of(caller(key), NOW).on(method, pattern);
    }

    private String everywhere(KeyId key) {
        return of(key, "GET", "/v1/keys").header();
    }

    @Test
    void goesByTheSettingsWhereNothingElseIsSaid() {
        assertThat(everywhere(KEY)).isEqualTo("\"default\";q=100;w=3600");
        assertThat(of(KEY, "GET", "/v1/keys").enforced().getFirst().appliesTo()).isEqualTo(AppliesTo.DEFAULT);
    }

    @Test
    void leavesTheSettingsWhereAKeyHasALimitOfItsOwn() {
        rules.put(rule("each_key", 1).build());
        assertThat(everywhere(KEY)).isEqualTo("\"" + RULE.text() + "\";q=5;w=60");
    }

    @Test
    void keepsTheSettingsBesideALimitOfTheTenantOfARouteAndInShadowMode() {
        var theirs = "\"" + RULE.text() + "\";q=5;w=60";
        var usual = "\"default\";q=100;w=3600";
        rules.put(rule("tenant", 1).build());
        assertThat(everywhere(KEY)).isEqualTo(theirs + ", " + usual);
        rules.put(rule("each_key", 2).setRoute("GET /v1/keys").build());
        assertThat(everywhere(KEY)).isEqualTo(theirs + ", " + usual);
        assertThat(of(KEY, "POST", "/v1/keys").header()).isEqualTo(usual);
        rules.put(rule("each_key", 3).setShadow(true).build());
        assertThat(everywhere(KEY)).isEqualTo(usual);
    }

    @Test
    void countsTheTenantTogetherAndEachKeyForItself() {
        rules.put(rule("tenant", 1).build());
        assertThat(limitOf(KEY)).isEqualTo(limitOf(OTHER_KEY));
        rules.put(rule("each_key", 2).build());
        assertThat(limitOf(KEY)).isNotEqualTo(limitOf(OTHER_KEY));
    }

    private Object limitOf(KeyId key) {
        return of(key, "GET", "/v1/keys").enforced().getFirst().limit().id();
    }

    @Test
    void appliesALimitOfAKeyToItAlone() {
        rules.put(rule("key", 1).setKeyId(KEY.text()).build());
        assertThat(everywhere(KEY)).contains(RULE.text());
        assertThat(everywhere(OTHER_KEY)).doesNotContain(RULE.text());
    }

    @Test
    void appliesNothingOfAnotherEnvironment() {
        rules.put(rule("tenant", 1).setEnvironment("test").build());
        assertThat(everywhere(KEY)).isEqualTo("\"default\";q=100;w=3600");
    }

    @Test
    void noticesEveryChange() {
        rules.put(rule("tenant", 1).build());
        assertThat(everywhere(KEY)).contains("q=5");
        rules.put(rule("tenant", 3).setMaxRequests(7).build());
        assertThat(everywhere(KEY)).contains("q=7");
        // A late record.
        rules.put(rule("tenant", 2).setMaxRequests(6).build());
        assertThat(everywhere(KEY)).contains("q=7");
        rules.put(rule("tenant", 4).setIsActive(false).build());
        assertThat(everywhere(KEY)).doesNotContain(RULE.text());
        rules.put(rule("tenant", 5).build());
        assertThat(everywhere(KEY)).contains("q=5");
        rules.remove(RULE.text());
        assertThat(everywhere(KEY)).doesNotContain(RULE.text());
    }

    @Test
    void isTheSameObjectForAsLongAsNothingChanges() {
        var policies = book.of(caller(KEY), NOW);
        assertThat(book.of(caller(KEY), NOW.plusSeconds(1))).isSameAs(policies);
        assertThat(book.of(caller(KEY), NOW.plus(Duration.ofMinutes(11)))).isSameAs(policies);
        assertThat(book.of(caller(KEY), NOW.plus(Duration.ofMinutes(33)))).isNotNull();
    }

    @Test
    void forgetsWhoeverAsksForNothing() {
        book.of(caller(KEY), NOW);
        book.of(caller(OTHER_KEY), NOW.plus(Duration.ofMinutes(11)));
        assertThat(book.size()).isEqualTo(1);
    }

    @Test
    void countsARequestAsOftenAsTheSettingsSayAndNeverMoreThanThereIs() {
        var costly = book(10L, "POST /v1/keys=5", "* /v1/**=20");
        var policies = costly.of(caller(KEY), NOW);
        assertThat(policies.on("POST", "/v1/keys").cost()).isEqualTo(10);
        assertThat(policies.on("GET", "/health").cost()).isEqualTo(1);
        assertThat(book(100L, "POST /v1/keys=5")
                        .of(caller(KEY), NOW)
                        .on("POST", "/v1/keys")
                        .cost())
                .isEqualTo(5);
    }
}
