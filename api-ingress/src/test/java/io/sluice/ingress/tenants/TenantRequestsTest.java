package io.sluice.ingress.tenants;

import static io.sluice.ingress.body.Bodies.asked;
import static io.sluice.ingress.body.Bodies.documented;
import static io.sluice.ingress.body.Bodies.fields;
import static io.sluice.ingress.body.Bodies.refusals;
import static io.sluice.ingress.body.Bodies.valid;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantRequestsTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "acme", "acme-2", "a--b"})
    void aSlugIsALabelOfADomainName(String slug) {
        assertThat(valid(TenantRequest.read(fields("{'name':'Acme','slug':'" + slug + "'}"))))
                .isEqualTo(new TenantRequest("Acme", slug, "share"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-acme", "acme-", "Acme", "ac me", "ten_1", "ä"})
    void anythingElseIsNone(String slug) {
        assertThat(refusals(TenantRequest.read(fields("{'name':'Acme','slug':'" + slug + "'}"))))
                .startsWith("/slug must be of small letters, digits and hyphens");
    }

    @Test
    void anUpdateClearsNothing() {
        assertThat(valid(TenantUpdateRequest.read(fields("{'status':'suspended'}"))))
                .isEqualTo(new TenantUpdateRequest(null, "suspended", null));
        assertThat(refusals(TenantUpdateRequest.read(fields("{'name':null}"))))
                .isEqualTo("/name cannot be null; leave it out to keep it");
    }

    @Test
    void limitsFallBackToOneOfThreeWays() {
        var open = fields("{'name':'Acme','slug':'acme','limits_fallback':'open'}");
        assertThat(valid(TenantRequest.read(open)).limitsFallback()).isEqualTo("open");
        assertThat(refusals(TenantUpdateRequest.read(fields("{'limits_fallback':'none'}"))))
                .isEqualTo("/limits_fallback must be one of share, open, closed but is \"none\"");
    }

    @Test
    void theDocumentNamesTheFieldsThatAreRead() {
        assertThat(documented(TenantRequest.Documented.class))
                .containsExactlyInAnyOrderElementsOf(asked(TenantRequest::read));
        assertThat(documented(TenantUpdateRequest.Documented.class))
                .containsExactlyInAnyOrderElementsOf(asked(TenantUpdateRequest::read));
    }
}
