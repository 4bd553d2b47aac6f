package io.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.standalone.Readers.Reader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadersTest {
    private static final Map<String, String> ONE =
            Map.of("SLUICE_READER_PORT", "9094", "SLUICE_READERS", "analyst:a:long:password");

    @Test
    void thereAreNoneWithoutAPort() {
        assertThat(Readers.from(new Variables(Map.of("SLUICE_READERS", "analyst:a-long-password"))))
                .isEmpty();
    }

    @Test
    void comeInOnLoopbackWithoutTls() {
        var readers = Readers.from(new Variables(ONE)).orElseThrow();
        assertThat(readers.listener()).isEqualTo("SASL_PLAINTEXT://127.0.0.1:9094");
        assertThat(readers.readers()).containsExactly(new Reader("analyst", "a:long:password"));
    }

    @Test
    void comeInFromElsewhereWithTls() {
        var readers = Readers.from(with(Map.of(
                        "SLUICE_READERS", "analyst:a-long-password, partner-2:another-password",
                        "SLUICE_READER_HOST", "192.0.2.1",
                        "SLUICE_TLS_CERTIFICATE", "certificate.pem",
                        "SLUICE_TLS_PRIVATE_KEY", "key.pem")))
                .orElseThrow();
        assertThat(readers.listener()).isEqualTo("SASL_SSL://192.0.2.1:9094");
        assertThat(readers.readers()).extracting(Reader::name).containsExactly("analyst", "partner-2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            setting                | value                                     | shown      | expectation
            SLUICE_READERS         | ''                                        | …          | name:password
            SLUICE_READERS         | analyst                                   | …          | name:password
            SLUICE_READERS         | analyst:short                             | analyst:…  | at least 12 characters
            SLUICE_READERS         | Analyst:a-long-password                   | Analyst:…  | of a-z, 0-9 and -
            SLUICE_READERS         | a.b:a-long-password                       | a.b:…      | of a-z, 0-9 and -
            SLUICE_READERS         | a:a-long-password,a:a-long-password       | a:…        | each name once
            SLUICE_READER_PORT     | 70000                                     | 70000      | a port from 1 to 65535
            SLUICE_READER_HOST     | 192.0.2.1                                 | 192.0.2.1  | SLUICE_TLS_CERTIFICATE
            SLUICE_READER_HOST     | a b                                       | a b        | a host name
            SLUICE_TLS_CERTIFICATE | c.pem                                     | ''         | the other half
            SLUICE_READER_CA       | /ca.pem                                   | /ca.pem    | SLUICE_TLS_CERTIFICATE
            """)
    void areRefusedInOneLineThatShowsNoPassword(String setting, String value, String shown, String expectation) {
        var refusal = catchThrowableOfType(Refusal.class, () -> Readers.from(with(Map.of(setting, value))));
        assertThat(refusal.line()).contains("is \"" + shown + "\"", expectation).doesNotContain("-password");
    }

    @Test
    void cannotHaveThePortOfAnotherPart() {
        var variables = new HashMap<>(ONE);
        variables.put("SLUICE_PORT", "9094");
        var refusal = catchThrowableOfType(Refusal.class, () -> Settings.from(new Variables(variables), List.of()));
        assertThat(refusal.line())
                .isEqualTo("SLUICE_READER_PORT is \"9094\", but must be another port than that of SLUICE_PORT.");
    }

    @Test
    void keepTheirPasswordsOutOfLogs() {
        assertThat(Readers.from(new Variables(ONE)).orElseThrow().toString()).doesNotContain("password");
    }

    private static Variables with(Map<String, String> more) {
        var variables = new HashMap<>(ONE);
        variables.putAll(more);
        return new Variables(variables);
    }
}
