package io.sluice.ingress.metrics;

import io.sluice.ingress.addresses.ClientAddresses;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.RefusedException;
import io.sluice.schemas.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Metrics tell how busy a business is, so on the port of the API they are shown to this machine alone. Who reads them
 * from elsewhere is given a port of their own.
 */
final class LocalOnly extends OncePerRequestFilter {
    private final ClientAddresses addresses;
    private final HandlerExceptionResolver problems;

    LocalOnly(ClientAddresses addresses, HandlerExceptionResolver problems) {
        this.addresses = addresses;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var client = addresses.of(request);
        if (client.certain() && client.address().isLoopback()) chain.doFilter(request, response);
        else problems.resolveException(request, response, null, elsewhere());
    }

    private static RefusedException elsewhere() {
        return new RefusedException(Problem.of(
                ProblemCode.NOT_FOUND,
                "At this port metrics are shown to its own machine alone; others read them at"
                        + " SLUICE_MANAGEMENT_PORT."));
    }
}
