package io.sluice.ingress.answers;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.ServletWebRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Writes an answer as JSON, whole, into the buffer of the response. */
@Component
public final class AnswerWriter {
    private final JsonMapper json;

    AnswerWriter(JsonMapper json) {
        this.json = json;
    }

    /**
     * Leaves the body out, as 304, where the caller has it already.
     *
     * @throws IOException when the caller is gone
     * @throws JacksonException when the body cannot be written; the response is as it was
     */
    public void write(ResponseEntity<?> answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var body = answer.getBody() == null ? new byte[0] : json.writeValueAsBytes(answer.getBody());
        var headers = answer.getHeaders();
        response.setStatus(answer.getStatusCode().value());
        headers.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        if (headers.getETag() != null && isKnown(headers.getETag(), request, response)) return;
        if (!headers.containsHeader(HttpHeaders.CONTENT_TYPE)) {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        }
        // Whoever writes must not wait for the caller to read. What fits the buffer, and whose length Tomcat is not
        // told,
        // it measures and sends with a thread of its own.
        if (body.length >= response.getBufferSize()) response.setBufferSize(body.length + 1);
        response.getOutputStream().write(body);
    }

    private static boolean isKnown(String tag, HttpServletRequest request, HttpServletResponse response) {
        return new ServletWebRequest(request, response).checkNotModified(tag);
    }
}
