package io.sluice.ingress.keys;

import static io.sluice.ingress.body.Bodies.asked;
import static io.sluice.ingress.body.Bodies.documented;
import static io.sluice.ingress.body.Bodies.fields;
import static io.sluice.ingress.body.Bodies.refusals;
import static io.sluice.ingress.body.Bodies.valid;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.admission.RoleStore;
import io.sluice.schemas.avro.KeyLimit;
import io.sluice.schemas.avro.UpdateKey;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdateKeyRequestTest {
    private static final RoleStore ROLES = new RoleStore();
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void changesNothingThatIsNotNamed() {
        assertThat(command("{'name':'Shop'}"))
                .isEqualTo(UpdateKey.newBuilder()
                        .setName("Shop")
                        .setIfGrantsVersion(7)
                        .build());
    }

    @Test
    void clearsWhatIsNullAndReplacesLists() {
        var update = command("{'notes':null,'expires_at':null,'server_ids':[],'scopes':['keys:read']}");
        assertThat(update.getClear()).containsExactlyInAnyOrder("notes", "expires_at");
        assertThat(update.getServerIds()).isEmpty();
        assertThat(update.getScopes()).isEqualTo(List.of("keys:read"));
    }

    @Test
    void replacesLimitsAndClearsThem() {
        assertThat(command("{'rate_limits':[{'limit':9,'window':'hour'}]}").getRateLimits())
                .containsExactly(new KeyLimit(9L, 3_600));
        assertThat(command("{'rate_limits':[]}").getRateLimits()).isEmpty();
        assertThat(command("{'rate_limits':null}").getClear()).containsExactly("rate_limits");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            case                     | body                                  | refusal
            no name                  | {'name':null}                         | /name cannot be null
            no scopes                | {'scopes':null}                       | /scopes cannot be null
            an empty list of scopes  | {'scopes':[]}                         | /scopes is missing; name at least one
            more than is held        | {'scopes':['accounts:delete']}        | /scopes has accounts:delete, which you do not hold
            an end that is now       | {'expires_at':'2026-11-20T12:00:00Z'} | /expires_at is 2026-11-20T12:00:00Z but must lie in the future
            another environment      | {'environment':'test'}                | /environment is not a field of this request
            another style            | {'style':'vps'}                       | /style is not a field of this request
            """)
    void refuses(String name, String body, String refusal) {
        assertThat(refusals(
                        UpdateKeyRequest.read(fields(body), Callers.holding("accounts:read", "keys:*"), ROLES, NOW)))
                .startsWith(refusal);
    }

    @Test
    void isDocumentedWithExactlyTheFieldsThatItReads() {
        assertThat(documented(UpdateKeyRequest.Documented.class))
                .containsExactlyInAnyOrderElementsOf(
                        asked(fields -> UpdateKeyRequest.read(fields, Callers.holding("*:*"), ROLES, NOW)));
    }

    private static UpdateKey command(String body) {
        return valid(UpdateKeyRequest.read(fields(body), Callers.holding("*:*"), ROLES, NOW))
                .command(7);
    }
}
