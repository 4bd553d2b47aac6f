package io.sluice.ingress.usage;

import io.sluice.ingress.addresses.ClientAddresses;
import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.problem.Problems;
import io.sluice.ingress.problem.Redaction;
import io.sluice.ingress.problem.RequestId;
import io.sluice.ingress.usage.RefusedCalls.Cost;
import io.sluice.ingress.usage.RefusedCalls.Row;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.avro.UsageRequest;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Records each admitted call when its answer is complete. Tomcat tells an access log of every request once, also of one
 * that was answered asynchronously or timed out, after the last byte and with its own count of bytes and time: a filter
 * or interceptor sees neither, and would have to wrap the answer to count.
 */
final class CallRecorder extends ValveBase implements AccessLog {
    static final int USER_AGENT_LENGTH_MAX = 200;

    private final UsagePublisher publisher;
    private final RefusedCalls refused;
    private final ClientAddresses addresses;
    private final Clock clock;

    CallRecorder(UsagePublisher publisher, RefusedCalls refused, ClientAddresses addresses, Clock clock) {
        super(true);
        this.publisher = publisher;
        this.refused = refused;
        this.addresses = addresses;
        this.clock = clock;
    }

    @Override
    public void log(Request request, Response response, long nanos) {
        var caller = Caller.of(request);
        if (caller.isEmpty()) return;
        if (!(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String route)) return;
        var cost = new Cost(nanos / 1_000, request.getCoyoteRequest().getBytesRead(), response.getContentWritten());
        Instant entered = clock.instant().minusNanos(nanos);
        Supplier<UsageRequest> record = () -> record(request, response, caller.get(), route, cost, entered);
        boolean isCounted = Problems.refusal(request)
                .filter(code -> refused.counts(row(request, caller.get(), route, code, entered), cost, record))
                .isPresent();
        if (!isCounted) publisher.publish(record.get());
    }

    private static Row row(Request request, Caller caller, String route, ProblemCode code, Instant entered) {
        return new Row(
                caller.principal(),
                caller.tenant(),
                caller.environment(),
                request.getMethod(),
                route,
                code,
                entered.getEpochSecond());
    }

    private UsageRequest record(
            Request request, Response response, Caller caller, String route, Cost cost, Instant entered) {
        return new UsageRequest(
                RequestId.of(request),
                caller.tenant().text(),
                caller.environment().text(),
                caller.principal().text(),
                request.getMethod(),
                route,
                response.getStatus(),
                cost.latencyMicros(),
                cost.requestBytes(),
                cost.responseBytes(),
                addresses.text(request),
                cut(request.getHeader("User-Agent")),
                entered,
                1,
                cost.latencyMicros());
    }

    static @Nullable String cut(@Nullable String userAgent) {
        if (userAgent == null) return null;
        var told = Redaction.of(userAgent);
        return told.length() <= USER_AGENT_LENGTH_MAX ? told : told.substring(0, USER_AGENT_LENGTH_MAX);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
    }

    /** Only for logs that print what Tomcat has read of a proxy, which it does not do here. */
    @Override
    public void setRequestAttributesEnabled(boolean enabled) {}

    @Override
    public boolean getRequestAttributesEnabled() {
        return false;
    }
}
