package io.sluice.ingress.keys;

import static io.sluice.ingress.body.Bodies.asked;
import static io.sluice.ingress.body.Bodies.documented;
import static io.sluice.ingress.body.Bodies.fields;
import static io.sluice.ingress.body.Bodies.refusals;
import static io.sluice.ingress.body.Bodies.valid;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.admission.RoleStore;
import io.sluice.schemas.KeySecret;
import io.sluice.schemas.avro.KeyLimit;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportKeysRequestTest {
    private static final RoleStore ROLES = new RoleStore();
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final byte[] HASH = KeySecret.hash("a secret of another system");
    private static final String HEX = HexFormat.of().withUpperCase().formatHex(HASH);
    private static final String KEY = "'key_hash':'" + HEX + "','name':'Shop','scopes':['keys:read']";

    @Test
    void readsWhatACreationTakesAndWhatIsKnownOfTheSecret() {
        var body = "{'keys':[{" + KEY + ",'prefix':'pak_0123456789','style':'pak','environment':'test',"
                + "'rate_limits':[{'limit':9,'window':'minute'}]}]}";
        var command = valid(ImportKeysRequest.read(fields(body), Callers.holding("*:*"), ROLES, NOW))
                .keys()
                .getFirst()
                .command();
        assertThat(command.getKeyHash()).isEqualTo(ByteBuffer.wrap(HASH));
        assertThat(command.getPrefix()).isEqualTo("pak_0123456789");
        assertThat(command.getMasked()).isEqualTo("pak_0123…");
        assertThat(command.getStyle()).isEqualTo("pak");
        assertThat(command.getEnvironment()).isEqualTo("test");
        assertThat(command.getRateLimits()).containsExactly(new KeyLimit(9L, 60));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            case                  | key                                                                | refusal
            no hash               | 'prefix':'a','name':'a','scopes':['keys:read']                     | /keys/0/key_hash is missing
            a hash that is short  | 'key_hash':'ab','prefix':'a','name':'a','scopes':['keys:read']     | /keys/0/key_hash must be a text of 64 to 64 characters
            no prefix             | 'name':'a','scopes':['keys:read']                                  | /keys/0/prefix is missing
            a prefix with blanks  | 'prefix':'a b','name':'a','scopes':['keys:read']                   | /keys/0/prefix must be the first characters
            more than is held     | 'prefix':'a','name':'a','scopes':['keys:write']                    | /keys/0/scopes has keys:write
            a secret              | 'prefix':'a','name':'a','scopes':['keys:read'],'key':'secret'      | /keys/0/key is not a field of this request
            """)
    void refuses(String name, String key, String refusal) {
        var body = "{'keys':[{" + key + "}]}";
        var told = refusals(ImportKeysRequest.read(fields(body), Callers.holding("keys:read"), ROLES, NOW));
        assertThat(told).contains(refusal);
    }

    @Test
    void refusesAHashThatIsNotHexadecimal() {
        var body = "{'keys':[{" + KEY.replace(HEX, "x".repeat(64)) + ",'prefix':'a'}]}";
        assertThat(refusals(ImportKeysRequest.read(fields(body), Callers.holding("*:*"), ROLES, NOW)))
                .isEqualTo("/keys/0/key_hash must be the SHA-256 of the secret as 64 hexadecimal digits");
    }

    @Test
    void takesAThousandKeysAndNoMore() {
        var caller = Callers.holding("*:*");
        assertThat(valid(ImportKeysRequest.read(fields(keys(1_000)), caller, ROLES, NOW))
                        .keys())
                .hasSize(1_000);
        assertThat(refusals(ImportKeysRequest.read(fields(keys(1_001)), caller, ROLES, NOW)))
                .isEqualTo("/keys must be a list of 1 to 1000 objects but is a list of 1001");
    }

    @Test
    void isDocumentedWithExactlyTheFieldsThatItReads() {
        var caller = Callers.holding("*:*");
        var asked = asked(fields -> ImportKeysRequest.read(fields, caller, ROLES, NOW));
        assertThat(documented(ImportKeysRequest.Documented.class)).containsExactlyInAnyOrderElementsOf(asked);
        var askedOfAKey = asked("{'keys':[{'x':1}]}", fields -> ImportKeysRequest.read(fields, caller, ROLES, NOW));
        assertThat(documented(ImportKeysRequest.DocumentedKey.class)).containsExactlyInAnyOrderElementsOf(askedOfAKey);
    }

    private static String keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> "{" + KEY + ",'prefix':'a'}")
                .collect(Collectors.joining(",", "{'keys':[", "]}"));
    }
}
