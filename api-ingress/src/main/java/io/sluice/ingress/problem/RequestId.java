package io.sluice.ingress.problem;

import io.sluice.operations.logs.LogFields;
import io.sluice.schemas.Base32;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request an id, which stands in its answer, in a problem and in the log. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class RequestId extends OncePerRequestFilter {
    static final String HEADER = "X-Request-Id";
    private static final String ATTRIBUTE = RequestId.class.getName();
    private static final int HALF = 12;

    /** The id of this request; it has one from the moment it entered. */
    public static String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String id ? id : next();
    }

    /** 120 random bits: enough to be found in a log, and not a secret. */
    static String next() {
        var random = ThreadLocalRandom.current();
        return "req_" + Base32.encode(random.nextLong(), HALF) + Base32.encode(random.nextLong(), HALF);
    }

    /** Gives a request another id from here on. */
    public static void replace(String id, HttpServletRequest request, HttpServletResponse response) {
        request.setAttribute(ATTRIBUTE, id);
        response.setHeader(HEADER, id);
        MDC.put(LogFields.REQUEST_ID, id);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var id = of(request);
        request.setAttribute(ATTRIBUTE, id);
        response.setHeader(HEADER, id);
        try (var _ = MDC.putCloseable(LogFields.REQUEST_ID, id)) {
            chain.doFilter(request, response);
        }
    }
}
