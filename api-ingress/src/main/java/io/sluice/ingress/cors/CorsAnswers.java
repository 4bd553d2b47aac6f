package io.sluice.ingress.cors;

import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.RefusedException;
import io.sluice.schemas.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Spring's answers to pages of other origins, but for those that are not allowed: a browser keeps an answer that allows
 * no origin from its page by itself, and who is no browser and sends an origin all the same is served as ever.
 */
final class CorsAnswers extends DefaultCorsProcessor {
    private final HandlerExceptionResolver problems;

    CorsAnswers(HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    public boolean processRequest(
            @Nullable CorsConfiguration configuration, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        if (configuration == null || origin == null || configuration.checkOrigin(origin) != null) {
            return super.processRequest(configuration, request, response);
        }
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        if (!CorsUtils.isPreFlightRequest(request)) return true;
        problems.resolveException(request, response, null, notAllowed());
        return false;
    }

    private static RefusedException notAllowed() {
        return new RefusedException(Problem.of(
                ProblemCode.ORIGIN_NOT_ALLOWED,
                "Pages of this origin may not call the API. Whoever runs this installation names those that may in"
                        + " SLUICE_CORS_ALLOWED_ORIGINS."));
    }
}
