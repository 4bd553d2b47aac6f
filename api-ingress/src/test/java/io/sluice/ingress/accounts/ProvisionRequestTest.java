package io.sluice.ingress.accounts;

import static io.sluice.ingress.body.Bodies.asked;
import static io.sluice.ingress.body.Bodies.documented;
import static io.sluice.ingress.body.Bodies.fields;
import static io.sluice.ingress.body.Bodies.refusals;
import static io.sluice.ingress.body.Bodies.valid;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.accounts.ProvisionRequest.Documented;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvisionRequestTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private static final ServiceFields NO_SERVICE =
            new ServiceFields(null, null, null, null, null, null, null, null, null);

    static final List<String> PROTOCOLS = ProvisionRequest.PROTOCOLS;

    @Test
    void readsEveryField() {
        var body = """
                {'username':'alice','password':'12345678','protocol':'trojan','email':'a@example.com','remark':'hi',
                 'expires_at':'2027-01-31T12:00:00Z','total_traffic_gb':1.5,'reset_strategy':'month',
                 'on_hold':false,'metadata':{'plan':'gold'}}
                """;
        assertThat(read(body))
                .isEqualTo(new ProvisionRequest(
                        "alice",
                        "12345678",
                        "trojan",
                        "a@example.com",
                        "hi",
                        null,
                        Instant.parse("2027-01-31T12:00:00Z"),
                        1_610_612_736L,
                        "month",
                        false,
                        NO_SERVICE,
                        Map.of("plan", "gold")));
    }

    @Test
    void needsAUsernameAndNothingElse() {
        assertThat(read("{'username':'alice'}"))
                .isEqualTo(new ProvisionRequest(
                        "alice", null, "vless", null, null, null, null, null, null, false, NO_SERVICE, Map.of()));
    }

    @Test
    void takesDaysInsteadOfATime() {
        assertThat(read("{'username':'alice','expire_days':30}").expireDays()).isEqualTo(30);
    }

    @Test
    void takesDaysThatBeginWithTheFirstUse() {
        assertThat(read("{'username':'alice','expire_days':30,'on_hold':true}").onHold())
                .isTrue();
    }

    @ParameterizedTest
    @FieldSource("PROTOCOLS")
    void takesEveryProtocol(String protocol) {
        assertThat(read("{'username':'alice','protocol':'" + protocol + "'}").protocol())
                .isEqualTo(protocol);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            case                     | field                                       | refusal
            no username              |                                             | /username is missing
            an empty username        | 'username':''                               | /username must be a text of 1 to 100
            a short password         | 'username':'a','password':'1234567'         | /password must be a text of 8 to 128 characters but has 7
            another protocol         | 'username':'a','protocol':'ftp'             | /protocol must be one of vless, vmess, trojan, shadowsocks, socks5, http
            a short email            | 'username':'a','email':'a@'                 | /email must be a text of 3 to 254
            an email without an @    | 'username':'a','email':'alice'              | /email must be an address like a@example.com
            an email without a name  | 'username':'a','email':'@example.com'       | /email must be an address like a@example.com
            no day                   | 'username':'a','expire_days':0              | /expire_days must be a whole number from 1 to 36500
            over a hundred years     | 'username':'a','expire_days':36501          | /expire_days must be a whole number from 1 to 36500
            a time that is now       | 'username':'a','expires_at':'2026-11-20T12:00:00Z' | /expires_at is 2026-11-20T12:00:00Z but must lie in the future
            a time that was          | 'username':'a','expires_at':'2020-01-01T00:00:00Z' | /expires_at is 2020-01-01T00:00:00Z but must lie in the future
            days and a time          | 'username':'a','expire_days':1,'expires_at':'2027-01-01T00:00:00Z' | /expires_at was sent together with expire_days
            another reset strategy   | 'username':'a','reset_strategy':'hour'       | /reset_strategy must be one of no_reset, day, week, month, month_rolling, year
            a hold without days      | 'username':'a','on_hold':true               | /on_hold needs expire_days
            a hold with wrong days   | 'username':'a','on_hold':true,'expire_days':0 | /expire_days must be a whole number
            a hold that is a text    | 'username':'a','on_hold':'yes'              | /on_hold must be true or false but is "yes"
            over a pebibyte          | 'username':'a','total_traffic_gb':1048576.1 | /total_traffic_gb must be a number of GiB from 0 to 1048576
            metadata of numbers      | 'username':'a','metadata':{'a':1}           | /metadata/a must be a text of at most 500 characters
            a field of another name  | 'username':'a','user_name':'b'              | /user_name is not a field of this request
            """)
    void refuses(String name, @Nullable String field, String refusal) {
        var body = "{" + (field == null ? "" : field) + "}";
        assertThat(refusals(ProvisionRequest.read(fields(body), NOW)))
                .startsWith(refusal)
                .doesNotContain("; /");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-20T12:00:00.001Z", "9999-12-31T23:59:59Z"})
    void takesAnyTimeInTheFuture(String time) {
        assertThat(read("{'username':'a','expires_at':'" + time + "'}").expiresAt())
                .isEqualTo(time);
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        assertThat(refusals(ProvisionRequest.read(fields("{'password':'','expire_days':0,'nope':1}"), NOW)))
                .contains("/username is missing", "/password must", "/expire_days must", "/nope is not");
    }

    @Test
    void isDocumentedWithExactlyTheFieldsThatItReads() {
        assertThat(documented(Documented.class))
                .containsExactlyInAnyOrderElementsOf(asked(fields -> ProvisionRequest.read(fields, NOW)));
    }

    @Test
    void isDocumentedWithTheProtocolsThatItTakes() throws NoSuchMethodException {
        var schema = Documented.class.getDeclaredMethod("protocol").getAnnotation(Schema.class);
        assertThat(schema).isNotNull();
        assertThat(schema.allowableValues()).containsExactlyElementsOf(PROTOCOLS);
    }

    @Test
    void isDocumentedWithTheResetStrategiesThatItTakes() throws NoSuchMethodException {
        var schema = Documented.class.getDeclaredMethod("resetStrategy").getAnnotation(Schema.class);
        assertThat(schema).isNotNull();
        assertThat(schema.allowableValues()).containsExactlyElementsOf(ProvisionRequest.RESET_STRATEGIES);
    }

    private static ProvisionRequest read(String body) {
        return valid(ProvisionRequest.read(fields(body), NOW));
    }
}
