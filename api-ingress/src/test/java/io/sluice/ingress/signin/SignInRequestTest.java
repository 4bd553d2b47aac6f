package io.sluice.ingress.signin;

import static io.sluice.ingress.body.Bodies.asked;
import static io.sluice.ingress.body.Bodies.documented;
import static io.sluice.ingress.body.Bodies.fields;
import static io.sluice.ingress.body.Bodies.refusals;
import static io.sluice.ingress.body.Bodies.valid;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.signin.SignInRequest.ByPassword;
import io.sluice.ingress.signin.SignInRequest.ByRefreshToken;
import io.sluice.schemas.Environment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignInRequestTest {
    @Test
    void isByPasswordIntoTheDefaultTenantUnlessItSaysOtherwise() {
        assertThat(valid(SignInRequest.read(fields("{'email':'Ada@Example.com','password':'p'}"))))
                .isEqualTo(new ByPassword("default", "ada@example.com", "p", Environment.LIVE));
        var body = "{'grant_type':'password','tenant':'acme','email':'a@b','password':'p','environment':'test'}";
        assertThat(valid(SignInRequest.read(fields(body))))
                .isEqualTo(new ByPassword("acme", "a@b", "p", Environment.TEST));
    }

    @Test
    void isByRefreshTokenAlone() {
        assertThat(valid(SignInRequest.read(fields("{'grant_type':'refresh_token','refresh_token':'rft_1'}"))))
                .isEqualTo(new ByRefreshToken("rft_1"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            body                                                              | refusal
            {'grant_type':'code'}                                             | /grant_type must be one of password, refresh_token but is "code"
            {'email':'a@b'}                                                   | /password is missing; it must be a text of 1 to 128 characters
            {'grant_type':'refresh_token'}                                    | /refresh_token is missing; it must be a text of 1 to 200 characters
            """)
    void isRefused(String body, String refusal) {
        assertThat(refusals(SignInRequest.read(fields(body)))).contains(refusal);
    }

    @Test
    void neverShowsWhatIsSecret() {
        assertThat(new ByPassword("acme", "a@b", "s3cret", Environment.LIVE).toString())
                .doesNotContain("s3cret");
        assertThat(new ByRefreshToken("s3cret").toString()).doesNotContain("s3cret");
        assertThat(new SignOutRequest("s3cret").toString()).doesNotContain("s3cret");
    }

    @Test
    void signingOutIsDocumentedWithExactlyTheFieldsThatItReads() {
        assertThat(documented(SignOutRequest.Documented.class))
                .containsExactlyInAnyOrderElementsOf(asked(SignOutRequest::read));
    }
}
