package io.sluice.ingress.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Times every request by route, and counts how they were answered. It is Tomcat's own end of a request, as for an
 * access log: Spring's observation of one costs some microseconds, this some ten nanoseconds.
 */
final class RequestMeters extends ValveBase implements AccessLog {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final String OTHER = "other";
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private record Row(String method, String route) {}

    private record Ending(String method, String route, int status) {}

    private final MeterRegistry registry;
    private final Map<Row, Timer> timers = new ConcurrentHashMap<>();
    private final Map<Ending, Counter> endings = new ConcurrentHashMap<>();

    RequestMeters(MeterRegistry registry) {
        super(true);
        this.registry = registry;
    }

    @Override
    public void log(Request request, Response response, long nanos) {
        // null where the request line could not be read.
        var sent = request.getMethod();
        var method = sent != null && METHODS.contains(sent) ? sent : OTHER;
        // Its pattern and never its path, so that there are as many rows as routes.
        var pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        var route = pattern instanceof String text ? text : OTHER;
        timers.computeIfAbsent(new Row(method, route), this::timer).record(nanos, TimeUnit.NANOSECONDS);
        endings.computeIfAbsent(new Ending(method, route, response.getStatus()), this::counter)
                .increment();
    }

    private Timer timer(Row row) {
        return Timer.builder("sluice.http.requests")
                .description("From the first byte of a request to the last of its answer")
                .serviceLevelObjectives(BUCKETS)
                .tags("method", row.method(), "route", row.route())
                .register(registry);
    }

    private Counter counter(Ending ending) {
        return Counter.builder("sluice.http.responses")
                .description("Answers by status")
                .tags("method", ending.method(), "route", ending.route(), "status", Integer.toString(ending.status()))
                .register(registry);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
    }

    /** Only for logs that print what a proxy says of the caller. */
    @Override
    public void setRequestAttributesEnabled(boolean enabled) {}

    @Override
    public boolean getRequestAttributesEnabled() {
        return false;
    }
}
