package io.sluice.ingress.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.RefusedException;
import io.sluice.schemas.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads the body of a request as one JSON object: at most {@link #BYTES_MAX} of it, or what the route says. */
final class JsonBodyReader {
    /** One resource; many at once go through a batch. */
    static final int BYTES_MAX = 64 * 1024;

    // A field given twice would be read as one or the other, depending on who reads.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JsonBodyReader() {}

    static JsonBody of(HttpServletRequest request) {
        try {
            return parse(read(request));
        } catch (IOException e) {
            // The caller stopped sending; what it reads of this answer is nothing.
            throw malformed("The body ended before it was whole.");
        }
    }

    private static byte[] read(HttpServletRequest request) throws IOException {
        int max = bytesMax(request);
        if (request.getContentLengthLong() > max) throw tooLarge(max);
        var bytes = request.getInputStream().readNBytes(max + 1);
        if (bytes.length > max) throw tooLarge(max);
        return bytes;
    }

    private static int bytesMax(HttpServletRequest request) {
        if (!(request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod route)) {
            return BYTES_MAX;
        }
        var max = route.getMethodAnnotation(BodyMax.class);
        return max == null ? BYTES_MAX : max.value();
    }

    static JsonBody parse(byte[] bytes) {
        try {
            // Jackson alone would let overlong forms pass, and guess at UTF-16 and UTF-32.
            var text = decode(bytes);
            if (JSON.readTree(text) instanceof ObjectNode object) return new JsonBody(object);
            throw malformed("The body must be a JSON object, for instance {\"username\": \"alice\"}.");
        } catch (CharacterCodingException e) {
            throw malformed("The body is not UTF-8.");
        } catch (NumberFormatException e) {
            throw malformed("The body has a number with an exponent that is out of all bounds.");
        } catch (JacksonException e) {
            var location = e.getLocation();
            var where =
                    location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
            throw malformed("The body is not JSON: " + reason(e) + where + ".");
        }
    }

    /** Jackson repeats a word that is no JSON, which may be a password that lacks its quotation marks. */
    private static String reason(JacksonException fault) {
        var reason = fault.getOriginalMessage();
        return reason.startsWith("Unrecognized token")
                ? "a word without quotation marks that is not null, true or false"
                : reason;
    }

    /** Java's fast way puts U+FFFD for what is malformed; where there is one, it may also be what was sent. */
    private static String decode(byte[] bytes) throws CharacterCodingException {
        var text = new String(bytes, UTF_8);
        if (text.indexOf('\ufffd') < 0) return text;
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static RefusedException malformed(String detail) {
        return new RefusedException(Problem.of(ProblemCode.MALFORMED_BODY, detail));
    }

    private static RefusedException tooLarge(int max) {
        return new RefusedException(Problem.of(
                ProblemCode.PAYLOAD_TOO_LARGE,
                "The body is larger than " + max + " bytes, the most that this route reads."));
    }
}
