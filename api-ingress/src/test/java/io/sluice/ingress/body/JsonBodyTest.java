package io.sluice.ingress.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies stand in the tables with {@code '} for {@code "}. */
class JsonBodyTest {
    private static final String ROUTE = "POST /v1/accounts";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            case                      | one                      | other
            white space               | {'a':1,'b':[1,2]}        | `  { 'a' : 1 , 'b' : [ 1 , 2 ] } `
            the order of fields       | {'a':1,'b':2,'c':3}      | {'c':3,'a':1,'b':2}
            their order further in    | {'x':{'a':1,'b':2}}      | {'x':{'b':2,'a':1}}
            their order inside a list | {'x':[{'a':1,'b':2}]}    | {'x':[{'b':2,'a':1}]}
            another spelling          | {'a':'é/'}               | {'\\u0061':'\\u00e9\\/'}
            """)
    void hashIsTheSameFor(String name, String one, String other) {
        assertThat(hash(one)).isEqualTo(hash(other));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            case                        | one                 | other
            another value               | {'a':1}             | {'a':2}
            another name                | {'a':1}             | {'b':1}
            one field more              | {'a':1}             | {'a':1,'b':1}
            a null                      | {'a':1}             | {'a':1,'b':null}
            a number and a text         | {'a':1}             | {'a':'1'}
            a truth value and a text    | {'a':true}          | {'a':'true'}
            a null and a text           | {'a':null}          | {'a':'null'}
            the order of a list         | {'a':[1,2]}         | {'a':[2,1]}
            a list in a list            | {'a':[1,[2]]}       | {'a':[[1],2]}
            an empty list and object    | {'a':[]}            | {'a':{}}
            an empty list in it         | {'a':[]}            | {'a':[[]]}
            a field further in          | {'a':{'b':1}}       | {'a':{},'b':1}
            a comma in a value          | {'a':'b,c'}         | {'a':'b','c':''}
            a colon in a name           | {'a:1':2}           | {'a':'1:2'}
            two names and one           | {'a':'b','c':'d'}   | {'a':'b\\',1c:\\'d'}
            a comma in a list           | {'a':['b,c']}       | {'a':['b','c']}
            a quote                     | {'a':'\\''}         | {'a':'\\\\\\''}
            a slash before a quote      | {'a':'\\\\'}        | {'a':'\\\\\\\\'}
            """)
    void hashDiffersFor(String name, String one, String other) {
        assertThat(hash(one)).isNotEqualTo(hash(other));
    }

    // A length that runs into a name which begins with a digit reads as another length: 2 and "1a" as 21 and "a…".
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            case                          | one                                | other
            two labels and one long one   | {'1a':'','bbbbbbbbbbbbbb':'y'}     | {'a:\\'\\',14bbbbbbbbbbbbbb':'y'}
            a name and what it contains   | {'1a':{'pppppppppppppppp:{1x':1}}  | {'a:{20pppppppppppppppp':{'x':1}}
            """)
    void hashDiffersThoughNamesAndValuesShift(String name, String one, String other) {
        assertThat(hash(one)).isNotEqualTo(hash(other));
    }

    @Test
    void hashIsOfTheRouteAsWell() {
        var body = body("{'a':1}");
        var first = body.hash("POST /v1/accounts");
        assertThat(first).isNotEqualTo(body.hash("POST /v1/keys"));
        assertThat(body.hash("POST /v1/accounts")).isEqualTo(first);
    }

    @Test
    void hashIsSha256() {
        assertThat(body("{}").hash("")).hasSize(32);
    }

    private static String hash(String body) {
        return HexFormat.of().formatHex(body(body).hash(ROUTE));
    }

    private static JsonBody body(String body) {
        return JsonBodyReader.parse(body.replace('\'', '"').getBytes(UTF_8));
    }
}
