package io.sluice.ingress.keys;

import static io.sluice.ingress.body.Bodies.asked;
import static io.sluice.ingress.body.Bodies.documented;
import static io.sluice.ingress.body.Bodies.fields;
import static io.sluice.ingress.body.Bodies.refusals;
import static io.sluice.ingress.body.Bodies.valid;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RotateKeyRequestTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {}                         | 86400
            {'grace_seconds':0}        | 0
            {'grace_seconds':7776000}  | 7776000
            """)
    void readsTheGraceOrTakesADay(String body, int seconds) {
        assertThat(valid(RotateKeyRequest.read(fields(body))).graceSeconds()).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'grace_seconds':-1}", "{'grace_seconds':7776001}", "{'grace_seconds':'1'}"})
    void refusesAGraceOutOfBounds(String body) {
        assertThat(refusals(RotateKeyRequest.read(fields(body))))
                .startsWith("/grace_seconds must be a whole number from 0 to 7776000");
    }

    @Test
    void isDocumentedWithExactlyTheFieldsThatItReads() {
        assertThat(documented(RotateKeyRequest.Documented.class))
                .containsExactlyInAnyOrderElementsOf(asked(RotateKeyRequest::read));
    }
}
