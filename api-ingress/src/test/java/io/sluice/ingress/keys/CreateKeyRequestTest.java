package io.sluice.ingress.keys;

import static io.sluice.ingress.body.Bodies.asked;
import static io.sluice.ingress.body.Bodies.documented;
import static io.sluice.ingress.body.Bodies.fields;
import static io.sluice.ingress.body.Bodies.refusals;
import static io.sluice.ingress.body.Bodies.valid;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.Reach;
import io.sluice.ingress.admission.RoleStore;
import io.sluice.ingress.admission.Scopes;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyStyle;
import io.sluice.schemas.PersonId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.KeyLimit;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateKeyRequestTest {
    private static final RoleStore ROLES = new RoleStore();
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Caller CALLER = Callers.holding("accounts:*", "keys:read");

    @Test
    void readsEveryField() {
        var body = """
                {'name':'Shop','description':'the shop','environment':'test','tenant_id':'%s','style':'vps',
                 'scopes':['accounts:read','users:write'],'expires_at':'2027-01-31T12:00:00Z','notes':'ask Eve',
                 'integration':'n8n','customer_id':'42','reseller_id':'cus_7','server_ids':['srv_1','2'],
                 'allowed_ips':['2001:DB8:0::/32','192.0.2.7','::ffff:192.0.2.7'],
                 'panel_url':'https://panel.example.com:12000',
                 'rate_limits':[{'limit':10000,'window':'day'},{'limit':600,'window':60},{'limit':5,'window':7}]}
                """.formatted(Callers.TENANT);
        assertThat(read(body, CALLER))
                .isEqualTo(new CreateKeyRequest(
                        "Shop",
                        Environment.TEST,
                        KeyStyle.VPS,
                        List.of("accounts:read", "users:write"),
                        null,
                        new KeyFields(
                                "the shop",
                                "ask Eve",
                                "n8n",
                                Instant.parse("2027-01-31T12:00:00Z"),
                                "42",
                                "cus_7",
                                List.of("2001:db8::/32", "192.0.2.7"),
                                List.of("srv_1", "2"),
                                "https://panel.example.com:12000",
                                List.of(new KeyLimit(5L, 7), new KeyLimit(600L, 60), new KeyLimit(10_000L, 86_400)))));
    }

    @Test
    void takesTheEnvironmentOfTheCallerWhereNoneIsNamed() {
        assertThat(read("{'name':'Shop','scopes':['keys:read']}", CALLER))
                .isEqualTo(new CreateKeyRequest(
                        "Shop",
                        Environment.LIVE,
                        KeyStyle.SK,
                        List.of("keys:read"),
                        null,
                        new KeyFields(null, null, null, null, null, null, List.of(), List.of(), null, List.of())));
    }

    @ParameterizedTest(name = "{0} {1} is {2}…")
    @CsvSource({
        "sk, live, sk_live_",
        "sk, test, sk_test_",
        "pak, live, pak_",
        "pak, test, pak_",
        "xpanel, live, xpanel_",
        "vps, test, vps_"
    })
    void namesItsStyleInThePrefixOfItsSecretAndAStyleOfOursItsEnvironment(
            String style, String environment, String prefix) {
        var body =
                "{'name':'Shop','scopes':['keys:read'],'style':'%s','environment':'%s'}".formatted(style, environment);
        assertThat(read(body, CALLER).prefix()).isEqualTo(prefix);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            case                          | fields                                        | refusals
            nothing at all                | `'name':null`                                 | /name is missing; /scopes is missing
            no scopes                     | 'name':'a'                                    | /scopes is missing
            an empty list of scopes       | 'name':'a','scopes':[]                        | /scopes is missing
            scopes that are no list       | 'name':'a','scopes':'keys:read'               | /scopes must be a list of at most 100 texts but is a text
            a scope that is none          | 'name':'a','scopes':['keys']                  | /scopes/0 must be resource:action
            no name                       | 'scopes':['keys:read']                        | /name is missing
            a scope that is not held      | 'name':'a','scopes':['keys:read','keys:write'] | /scopes has keys:write, which you do not hold yourself
            a wildcard that is not held   | 'name':'a','scopes':['keys:*']                | /scopes has keys:*, which you do not hold yourself
            everything                    | 'name':'a','scopes':['*:*']                   | /scopes has *:*, which you do not hold yourself
            another environment           | 'name':'a','scopes':['keys:read'],'environment':'dev' | /environment must be one of live, test but is "dev"
            another tenant                | 'name':'a','scopes':['keys:read'],'tenant_id':'ten_00000000000000000000000009' | /tenant_id is not the tenant of the key that asks
            an end that is now            | 'name':'a','scopes':['keys:read'],'expires_at':'2026-11-20T12:00:00Z' | /expires_at is 2026-11-20T12:00:00Z but must lie in the future
            another style                 | 'name':'a','scopes':['keys:read'],'style':'x' | /style must be one of sk, pak, xpanel, vps but is "x"
            an owner of another form      | 'name':'a','scopes':['keys:read'],'customer_id':'a b' | /customer_id must be 1 to 64 letters
            an owner that is a number     | 'name':'a','scopes':['keys:read'],'reseller_id':7 | /reseller_id must be a text of 1 to 64 characters
            an address that is none       | 'name':'a','scopes':['keys:read'],'allowed_ips':['home'] | /allowed_ips has "home", which is not an address
            a range that begins within    | 'name':'a','scopes':['keys:read'],'allowed_ips':['10.1.2.3/8'] | /allowed_ips has "10.1.2.3/8", which has bits beyond its prefix
            a server of another form      | 'name':'a','scopes':['keys:read'],'server_ids':['x','-'] | /server_ids/1 must be 1 to 64 letters
            a panel that is no address    | 'name':'a','scopes':['keys:read'],'panel_url':'panel' | /panel_url must be an http or https URL
            a panel of another scheme     | 'name':'a','scopes':['keys:read'],'panel_url':'ftp://a.example' | /panel_url must be an http or https URL
            a panel with a password       | 'name':'a','scopes':['keys:read'],'panel_url':'http://a:b@c.example' | /panel_url must be an http or https URL
            limits that are no list       | 'name':'a','scopes':['keys:read'],'rate_limits':{'limit':1} | /rate_limits must be a list of at most 4 objects but is an object of 1
            a limit that is none          | 'name':'a','scopes':['keys:read'],'rate_limits':['600/minute'] | /rate_limits/0 must be an object but is "600/minute"
            a limit of nothing            | 'name':'a','scopes':['keys:read'],'rate_limits':[{}] | /rate_limits/0/limit is missing; /rate_limits/0/window is missing
            a limit of no requests        | 'name':'a','scopes':['keys:read'],'rate_limits':[{'limit':0,'window':'hour'}] | /rate_limits/0/limit must be a whole number from 1 to 1000000000 but is 0
            a window that is too long     | 'name':'a','scopes':['keys:read'],'rate_limits':[{'limit':1,'window':86401}] | /rate_limits/0/window must be a whole number from 1 to 86400
            two of the same length        | 'name':'a','scopes':['keys:read'],'rate_limits':[{'limit':1,'window':'minute'},{'limit':2,'window':60}] | /rate_limits has two limits for the same window
            a field that no limit has     | 'name':'a','scopes':['keys:read'],'rate_limits':[{'limit':1,'window':1,'per':2}] | /rate_limits/0/per is not a field of this request
            a role that there is not      | 'name':'a','role_id':'x'                      | /role_id is x, and GET /v1/roles lists no such role of this tenant
            a field of another name       | 'name':'a','scopes':['keys:read'],'role':'x'  | /role is not a field of this request
            """)
    void refuses(String name, String fields, String refusals) {
        var told = refusals(CreateKeyRequest.read(fields("{" + fields + "}"), CALLER, ROLES, NOW));
        assertThat(told).contains(refusals.split("; ", -1));
        assertThat(told.split("; /", -1)).hasSameSizeAs(refusals.split("; /", -1));
    }

    @Test
    void passesOnWhatAWildcardOfTheCallerCovers() {
        assertThat(read("{'name':'a','scopes':['servers:power','*:read','*:*']}", Callers.holding("*:*"))
                        .scopes())
                .containsExactly("servers:power", "*:read", "*:*");
    }

    /** A key of the platform's tenant works in all tenants by tenants:write, whoever has made it. */
    @ParameterizedTest(name = "{0} in {1} gives {2}: {3}")
    @CsvSource({
        "TENANT, true, *:*, false",
        "TENANT, true, *:write, false",
        "TENANT, true, tenants:*, false",
        "TENANT, true, tenants:write, false",
        "TENANT, true, tenants:read, true",
        "TENANT, true, accounts:*, true",
        "TENANT, false, *:*, true",
        "PLATFORM, true, *:*, true"
    })
    void opensEveryTenantForNobodyWhoSeesOne(Reach reach, boolean ofPlatform, String scope, boolean allowed) {
        var tenant = ofPlatform ? TenantId.PLATFORM : Callers.TENANT;
        var person = new PersonId(new UUID(5, 5));
        var everything = new Scopes(List.of("*:*"));
        var caller = new Caller(person, tenant, tenant, Environment.LIVE, everything, reach);
        var read = CreateKeyRequest.read(fields("{'name':'a','scopes':['" + scope + "']}"), caller, ROLES, NOW);
        if (allowed) assertThat(valid(read).scopes()).containsExactly(scope);
        else assertThat(refusals(read)).startsWith("/scopes has " + scope + ", which opens every tenant");
    }

    @Test
    void takesAHundredScopesAndNoMore() {
        assertThat(read(scopes(100), Callers.holding("*:*")).scopes()).hasSize(100);
        assertThat(refusals(CreateKeyRequest.read(fields(scopes(101)), Callers.holding("*:*"), ROLES, NOW)))
                .isEqualTo("/scopes must be a list of at most 100 texts but is a list of 101");
    }

    @Test
    void isDocumentedWithExactlyTheFieldsThatItReads() {
        assertThat(documented(CreateKeyRequest.Documented.class))
                .containsExactlyInAnyOrderElementsOf(
                        asked(fields -> CreateKeyRequest.read(fields, CALLER, ROLES, NOW)));
    }

    private static String scopes(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> "'accounts:a" + "b".repeat(n % 10) + "-" + "c".repeat(n / 10) + "'")
                .collect(Collectors.joining(",", "{'name':'a','scopes':[", "]}"));
    }

    private static CreateKeyRequest read(String body, Caller caller) {
        return valid(CreateKeyRequest.read(fields(body), caller, ROLES, NOW));
    }
}
