package io.sluice.ingress.keys;

import static io.sluice.ingress.body.Bodies.asked;
import static io.sluice.ingress.body.Bodies.documented;
import static io.sluice.ingress.body.Bodies.fields;
import static io.sluice.ingress.body.Bodies.refusals;
import static io.sluice.ingress.body.Bodies.valid;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.addresses.Address;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyKeyRequestTest {

    @Test
    void readsTheKeyAndWhatItIsAskedFor() {
        var read = valid(VerifyKeyRequest.read(fields("{'key':'s','scopes':['*:read'],'address':'192.0.2.7'}")));
        assertThat(read)
                .isEqualTo(new VerifyKeyRequest(
                        "s", List.of("*:read"), Address.parse("192.0.2.7").orElseThrow()));
        assertThat(read).hasToString("VerifyKeyRequest");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                 | /key is missing
            {'key':'s','scopes':['read']}      | /scopes/0 must be resource:action
            {'key':'s','address':'home'}       | /address must be an address of IPv4 or IPv6
            {'key':'s','address':'10.0.0.0/8'} | /address must be an address of IPv4 or IPv6
            """)
    void refuses(String body, String refusal) {
        assertThat(refusals(VerifyKeyRequest.read(fields(body)))).startsWith(refusal);
    }

    @Test
    void isDocumentedWithExactlyTheFieldsThatItReads() {
        assertThat(documented(VerifyKeyRequest.Documented.class))
                .containsExactlyInAnyOrderElementsOf(asked(VerifyKeyRequest::read));
    }
}
