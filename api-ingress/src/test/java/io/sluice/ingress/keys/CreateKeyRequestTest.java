package io.sluice.ingress.keys;

import static io.sluice.ingress.body.Bodies.asked;
import static io.sluice.ingress.body.Bodies.documented;
import static io.sluice.ingress.body.Bodies.fields;
import static io.sluice.ingress.body.Bodies.refusals;
import static io.sluice.ingress.body.Bodies.valid;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.Scopes;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateKeyRequestTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final TenantId TENANT = new TenantId(new UUID(0, 2));
    private static final Caller CALLER = caller("accounts:*", "keys:read");

    @Test
    void readsEveryField() {
        var body = """
                {'name':'Shop','description':'the shop','environment':'test','tenant_id':'%s',
                 'scopes':['accounts:read','users:write'],'expires_at':'2027-01-31T12:00:00Z'}
                """.formatted(TENANT);
        assertThat(read(body, CALLER))
                .isEqualTo(new CreateKeyRequest(
                        "Shop",
                        "the shop",
                        Environment.TEST,
                        List.of("accounts:read", "users:write"),
                        Instant.parse("2027-01-31T12:00:00Z")));
    }

    @Test
    void takesTheEnvironmentOfTheCallerWhereNoneIsNamed() {
        assertThat(read("{'name':'Shop','scopes':['keys:read']}", CALLER))
                .isEqualTo(new CreateKeyRequest("Shop", null, Environment.LIVE, List.of("keys:read"), null));
    }

    @ParameterizedTest(name = "{0} is {1}…")
    @CsvSource({"live, sk_live_", "test, sk_test_"})
    void namesItsEnvironmentInThePrefixOfItsSecret(String environment, String prefix) {
        var body = "{'name':'Shop','scopes':['keys:read'],'environment':'" + environment + "'}";
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
            a scope that is not held      | 'name':'a','scopes':['keys:read','keys:write'] | /scopes has keys:write, which the key that asks does not hold itself
            a wildcard that is not held   | 'name':'a','scopes':['keys:*']                | /scopes has keys:*, which the key that asks does not hold itself
            everything                    | 'name':'a','scopes':['*:*']                   | /scopes has *:*, which the key that asks does not hold itself
            another environment           | 'name':'a','scopes':['keys:read'],'environment':'dev' | /environment must be one of live, test but is "dev"
            another tenant                | 'name':'a','scopes':['keys:read'],'tenant_id':'ten_00000000000000000000000009' | /tenant_id is not the tenant of the key that asks
            an end that is now            | 'name':'a','scopes':['keys:read'],'expires_at':'2026-11-20T12:00:00Z' | /expires_at is 2026-11-20T12:00:00Z but must lie in the future
            a field of another name       | 'name':'a','scopes':['keys:read'],'role_id':'x' | /role_id is not a field of this request
            """)
    void refuses(String name, String fields, String refusals) {
        var told = refusals(CreateKeyRequest.read(fields("{" + fields + "}"), CALLER, NOW));
        assertThat(told).contains(refusals.split("; ", -1));
        assertThat(told.split("; /", -1)).hasSameSizeAs(refusals.split("; /", -1));
    }

    @Test
    void passesOnWhatAWildcardOfTheCallerCovers() {
        assertThat(read("{'name':'a','scopes':['servers:power','*:read','*:*']}", caller("*:*"))
                        .scopes())
                .containsExactly("servers:power", "*:read", "*:*");
    }

    @Test
    void takesAHundredScopesAndNoMore() {
        assertThat(read(scopes(100), caller("*:*")).scopes()).hasSize(100);
        assertThat(refusals(CreateKeyRequest.read(fields(scopes(101)), caller("*:*"), NOW)))
                .isEqualTo("/scopes must be a list of at most 100 texts but is a list of 101");
    }

    @Test
    void isDocumentedWithExactlyTheFieldsThatItReads() {
        assertThat(documented(CreateKeyRequest.Documented.class))
                .containsExactlyInAnyOrderElementsOf(asked(fields -> CreateKeyRequest.read(fields, CALLER, NOW)));
    }

    private static String scopes(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> "'accounts:a" + "b".repeat(n % 10) + "-" + "c".repeat(n / 10) + "'")
                .collect(Collectors.joining(",", "{'name':'a','scopes':[", "]}"));
    }

    private static CreateKeyRequest read(String body, Caller caller) {
        return valid(CreateKeyRequest.read(fields(body), caller, NOW));
    }

    private static Caller caller(String... scopes) {
        return new Caller(new KeyId(new UUID(0, 1)), TENANT, Environment.LIVE, new Scopes(List.of(scopes)));
    }
}
