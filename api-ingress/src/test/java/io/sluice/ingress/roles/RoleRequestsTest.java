package io.sluice.ingress.roles;

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
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleRequestsTest {
    private static final Caller CALLER = new Caller(
            new KeyId(new UUID(0, 1)),
            TenantId.PLATFORM,
            Environment.LIVE,
            new Scopes(List.of("accounts:*", "*:read")));

    @Test
    void permitsWhatItsMakerHolds() {
        var body = fields("{'name':'Shop','permissions':['accounts:write','keys:read']}");
        assertThat(valid(RoleRequest.read(body, CALLER)))
                .isEqualTo(new RoleRequest("Shop", null, List.of("accounts:write", "keys:read")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            permissions      | refusal
            null             | /permissions is missing; name at least one, for instance ["accounts:read"]
            []               | /permissions is missing; name at least one, for instance ["accounts:read"]
            ['keys:write']   | /permissions has keys:write, which you do not hold yourself
            ['*:write']      | /permissions has *:write, which you do not hold yourself
            ['keys:*']       | /permissions has keys:*, which you do not hold yourself
            ['everything']   | /permissions/0 must be resource:action, for instance accounts:write or *:read but is "everything"
            """)
    void isRefused(String permissions, String refusal) {
        var body = fields("{'name':'Shop','permissions':" + permissions + "}");
        assertThat(refusals(RoleRequest.read(body, CALLER))).isEqualTo(refusal);
    }

    @Test
    void anUpdateKeepsWhatItDoesNotName() {
        assertThat(valid(RoleUpdateRequest.read(fields("{'description':null}"), CALLER)))
                .isEqualTo(new RoleUpdateRequest(null, null, null, List.of("description")));
        assertThat(refusals(RoleUpdateRequest.read(fields("{'permissions':null}"), CALLER)))
                .isEqualTo("/permissions cannot be null; leave it out to keep it");
        assertThat(refusals(RoleUpdateRequest.read(fields("{'permissions':['keys:write']}"), CALLER)))
                .isEqualTo("/permissions has keys:write, which you do not hold yourself");
    }

    @Test
    void areDocumentedWithExactlyTheFieldsThatTheyRead() {
        assertThat(documented(RoleRequest.Documented.class))
                .containsExactlyInAnyOrderElementsOf(asked(fields -> RoleRequest.read(fields, CALLER)));
        assertThat(documented(RoleUpdateRequest.Documented.class))
                .containsExactlyInAnyOrderElementsOf(asked(fields -> RoleUpdateRequest.read(fields, CALLER)));
    }
}
