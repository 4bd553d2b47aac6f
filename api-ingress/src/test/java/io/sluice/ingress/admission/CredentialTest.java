package io.sluice.ingress.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class CredentialTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            case                         | authorization     | apiKey  | credential
            nothing                      |                   |         | absent
            a bearer                     | Bearer one        |         | one
            a bearer in small letters    | bearer one        |         | one
            a bearer in capitals         | BEARER one        |         | one
            a bearer with spaces         | 'Bearer   one  '  |         | one
            a key                        |                   | one     | one
            a key with spaces            |                   | ' one ' | one
            the same in both             | Bearer one        | one     | one
            two different ones           | Bearer one        | other   | ambiguous
            two different bearers        | Bearer one;Bearer other |   | ambiguous
            the same bearer twice        | Bearer one;Bearer one   |   | one
            two different keys           |                   | one;other | ambiguous
            the same key twice           |                   | one;one | one
            another scheme               | Basic b25l        |         | other scheme
            a scheme that starts alike   | Bearerone         |         | other scheme
            a scheme alone               | Bearer            |         | other scheme
            another scheme beside a key  | Basic b25l        | one     | ambiguous
            an empty key                 |                   | ''      | ''
            """)
    void isReadFromBothHeaders(
            String name, @Nullable String authorization, @Nullable String apiKey, String credential) {
        var request = new MockHttpServletRequest();
        values(authorization).forEach(value -> request.addHeader("Authorization", value));
        values(apiKey).forEach(value -> request.addHeader("X-API-Key", value));
        assertThat(Credential.of(request)).isEqualTo(credential(credential));
    }

    private static List<String> values(@Nullable String cell) {
        return cell == null ? List.of() : List.of(cell.split(";", -1));
    }

    private static Credential credential(String cell) {
        return switch (cell) {
            case "absent" -> new Credential.Absent();
            case "ambiguous" -> new Credential.Ambiguous();
            case "other scheme" -> new Credential.OtherScheme();
            default -> new Credential.Secret(cell);
        };
    }
}
