package io.sluice.ingress.routing;

import static io.sluice.ingress.body.Bodies.asked;
import static io.sluice.ingress.body.Bodies.documented;
import static io.sluice.ingress.body.Bodies.fields;
import static io.sluice.ingress.body.Bodies.refusals;
import static io.sluice.ingress.body.Bodies.valid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingRequestsTest {

    @Test
    void anOutboundIsDirectUnlessSaidOtherwise() {
        assertThat(valid(OutboundRequest.read(fields("{'name':'out'}"))))
                .isEqualTo(new OutboundRequest("out", "direct", null, null, null, null, null));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            body                                                        | refusal
            {}                                                          | /name is missing; it must be a text of 1 to 100 characters
            {'name':'a','protocol':'ftp'}                               | /protocol must be one of direct, socks5, http, shadowsocks but is "ftp"
            {'name':'a','protocol':'http','port':1}                     | /address is missing; an outbound of the protocol http needs it
            {'name':'a','protocol':'socks5','address':'b'}              | /port is missing; an outbound of the protocol socks5 needs it
            {'name':'a','protocol':'socks5','address':'b','port':0}     | /port must be a whole number from 1 to 65535 but is 0
            """)
    void anOutboundIsRefused(String body, String refusal) {
        assertThat(refusals(OutboundRequest.read(fields(body)))).isEqualTo(refusal);
    }

    @Test
    void anUpdateOfAnOutboundClearsWhatIsNull() {
        assertThat(valid(OutboundUpdateRequest.read(fields("{'port':1080,'username':null}"))))
                .isEqualTo(new OutboundUpdateRequest(null, null, 1080, null, null, null, List.of("username")));
        assertThat(refusals(OutboundUpdateRequest.read(fields("{'name':null}"))))
                .isEqualTo("/name cannot be null; leave it out to keep it");
    }

    @Test
    void aRuleHasAContentAndAPriority() {
        assertThat(valid(RuleRequest.read(fields("{'name':'a','content':'b'}"))))
                .isEqualTo(new RuleRequest("a", "b", 0));
        assertThat(refusals(RuleRequest.read(fields("{'name':'a','content':'b','priority':-1}"))))
                .isEqualTo("/priority must be a whole number from 0 to 1000000 but is -1");
    }

    @Test
    void anUpdateOfARuleClearsNothing() {
        assertThat(valid(RuleUpdateRequest.read(fields("{'priority':7}"))))
                .isEqualTo(new RuleUpdateRequest(null, null, 7));
        assertThat(refusals(RuleUpdateRequest.read(fields("{'content':null}"))))
                .isEqualTo("/content cannot be null; leave it out to keep it");
    }

    @Test
    void areDocumentedWithExactlyTheFieldsThatTheyRead() {
        assertThat(documented(OutboundRequest.Documented.class))
                .containsExactlyInAnyOrderElementsOf(asked(OutboundRequest::read));
        assertThat(documented(OutboundUpdateRequest.Documented.class))
                .containsExactlyInAnyOrderElementsOf(asked(OutboundUpdateRequest::read));
        assertThat(documented(RuleRequest.Documented.class))
                .containsExactlyInAnyOrderElementsOf(asked(RuleRequest::read));
        assertThat(documented(RuleUpdateRequest.Documented.class))
                .containsExactlyInAnyOrderElementsOf(asked(RuleUpdateRequest::read));
    }
}
