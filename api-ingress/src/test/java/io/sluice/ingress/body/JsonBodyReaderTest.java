package io.sluice.ingress.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.ingress.problem.RefusedException;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/** Bodies stand in the tables with {@code '} for {@code "}. */
class JsonBodyReaderTest {
    private static final int MAX = JsonBodyReader.BYTES_MAX;

    @Test
    void readsAnObject() {
        var fields = JsonBodyReader.of(sent("{\"a\":\"é\"}".getBytes(UTF_8))).fields();
        assertThat(fields.text("a", 1, 1)).isEqualTo("é");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            case                      | body                  | detail
            nothing                   | ``                    | The body must be a JSON object
            white space               | `  `                  | The body must be a JSON object
            a list                    | [1]                   | The body must be a JSON object
            a text                    | 'a'                   | The body must be a JSON object
            a number                  | 1                     | The body must be a JSON object
            null                      | null                  | The body must be a JSON object
            not JSON                  | username=alice        | The body is not JSON
            an object that is cut     | {'a':1                | The body is not JSON
            a text that is cut        | {'a':'b               | The body is not JSON
            a field twice             | {'a':1,'a':2}         | The body is not JSON: Duplicate
            a field twice, further in | {'b':{'a':1,'a':1}}   | The body is not JSON: Duplicate
            a field twice, escaped    | {'a':1,'\\u0061':2}   | The body is not JSON: Duplicate
            a second object           | {'a':1}{'b':2}        | The body is not JSON
            something behind it       | {'a':1}]              | The body is not JSON
            a comma too many          | {'a':1,}              | The body is not JSON
            a comment                 | {'a':1}/* */          | The body is not JSON
            a name without quotes     | {a:1}                 | The body is not JSON
            no number                 | {'a':NaN}             | The body is not JSON
            a word without quotes     | {'a':hunter2}         | The body is not JSON: a word without
            a leading zero            | {'a':01}              | The body is not JSON
            an exponent beyond all    | {'a':1e99999999999}   | The body has a number
            a line break in a text    | `{'a':'\n'}`          | The body is not JSON
            """)
    void refuses(String name, String body, String detail) {
        var text = body.replace('\'', '"');
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> JsonBodyReader.of(sent(text.getBytes(UTF_8))))
                .withMessageStartingWith(detail);
    }

    @Test
    void saysWhereABodyIsNoLongerJson() {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> JsonBodyReader.parse("{\"a\":1,\n \"b\":?}".getBytes(UTF_8)))
                .withMessageContaining("line 2, column 6");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            case                       | bytes of a text
            a byte that never occurs   | ff
            a second byte alone        | 80
            a first byte alone         | c3
            a longer form of a slash   | c0af
            half of a surrogate pair   | eda0bd
            beyond the last code point | f4908080
            a character that is cut    | e282
            """)
    void refusesWhatIsNoUtf8(String name, String bytes) {
        var body = HexFormat.of().parseHex("7b2261223a22" + bytes + "227d");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> JsonBodyReader.of(sent(body)))
                .withMessage("The body is not UTF-8.");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE"})
    void refusesJsonInAnotherEncoding(String encoding) {
        var body = "{\"a\":1}".getBytes(Charset.forName(encoding));
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> JsonBodyReader.of(sent(body)));
    }

    @Test
    void refusesABodyThatIsNestedWithoutEnd() {
        var nested = "{\"a\":".repeat(10_000);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> JsonBodyReader.parse(nested.getBytes(UTF_8)))
                .withMessageStartingWith("The body is not JSON");
    }

    @ParameterizedTest(name = "with its length: {0}")
    @ValueSource(booleans = {true, false})
    void readsTheLargestBody(boolean withLength) {
        var body = sized(MAX);
        assertThat(JsonBodyReader.of(withLength ? sent(body) : streamed(body))).isNotNull();
    }

    @ParameterizedTest(name = "with its length: {0}")
    @ValueSource(booleans = {true, false})
    void refusesALargerBody(boolean withLength) {
        var body = sized(MAX + 1);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> JsonBodyReader.of(withLength ? sent(body) : streamed(body)))
                .withMessageStartingWith("The body is larger than 65536 bytes");
    }

    @Test
    void readsMoreWhereTheRouteSaysSo() throws NoSuchMethodException {
        var route = new HandlerMethod(this, JsonBodyReaderTest.class.getDeclaredMethod("large"));
        var request = sent(sized(MAX + 1));
        request.setAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE, route);
        assertThat(JsonBodyReader.of(request)).isNotNull();
        var larger = sent(sized(2 * MAX + 1));
        larger.setAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE, route);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> JsonBodyReader.of(larger))
                .withMessageStartingWith("The body is larger than 131072 bytes");
    }

    @BodyMax(2 * MAX)
    void large() {}

    @Test
    void refusesABodyThatBreaksOff() {
        var request = new MockHttpServletRequest() {
            @Override
            public ServletInputStream getInputStream() {
                return new DelegatingServletInputStream(new BrokenStream());
            }
        };
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> JsonBodyReader.of(request))
                .withMessage("The body ended before it was whole.");
    }

    private static byte[] sized(int length) {
        return ("{\"a\":1" + " ".repeat(length - 7) + "}").getBytes(UTF_8);
    }

    private static MockHttpServletRequest sent(byte[] body) {
        var request = new MockHttpServletRequest();
        request.setContent(body);
        return request;
    }

    /** As a chunked body comes: nobody knows its length before its end. */
    private static MockHttpServletRequest streamed(byte[] body) {
        var request = new MockHttpServletRequest() {
            @Override
            public long getContentLengthLong() {
                return -1;
            }
        };
        request.setContent(body);
        return request;
    }

    private static final class BrokenStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            throw new IOException("connection reset");
        }
    }
}
