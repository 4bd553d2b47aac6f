package io.sluice.ingress.accounts;

import static io.sluice.ingress.body.Bodies.asked;
import static io.sluice.ingress.body.Bodies.documented;
import static io.sluice.ingress.body.Bodies.fields;
import static io.sluice.ingress.body.Bodies.refusals;
import static io.sluice.ingress.body.Bodies.valid;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenewRequestTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            body                                    | days  | bytes
            {'extend_days':1}                       | 1     |
            {'extend_days':36500}                   | 36500 |
            {'add_traffic_gb':0.5}                  |       | 536870912
            {'add_traffic_gb':1048576}              |       | 1125899906842624
            {'extend_days':30,'add_traffic_gb':1}   | 30    | 1073741824
            {'extend_days':30,'add_traffic_gb':null} | 30   |
            """)
    void extendsAddsOrBoth(String body, @Nullable Integer days, @Nullable Long bytes) {
        assertThat(valid(RenewRequest.read(fields(body)))).isEqualTo(new RenewRequest(days, bytes));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            body                           | refusal
            {}                             | /extend_days is missing; send extend_days, add_traffic_gb or both
            {'extend_days':null}           | /extend_days is missing; send extend_days, add_traffic_gb or both
            {'extend_days':0}              | /extend_days must be a whole number from 1 to 36500 but is 0
            {'extend_days':36501}          | /extend_days must be a whole number from 1 to 36500 but is 36501
            {'add_traffic_gb':-1}          | /add_traffic_gb must be a number of GiB from 0 to 1048576 but is -1
            {'extend_days':1,'days':1}     | /days is not a field of this request; it has extend_days, add_traffic_gb
            """)
    void refusesWithOneReason(String body, String refusal) {
        assertThat(refusals(RenewRequest.read(fields(body)))).isEqualTo(refusal);
    }

    @Test
    void isDocumentedWithExactlyTheFieldsThatItReads() {
        assertThat(documented(RenewRequest.Documented.class))
                .containsExactlyInAnyOrderElementsOf(asked(RenewRequest::read));
    }
}
