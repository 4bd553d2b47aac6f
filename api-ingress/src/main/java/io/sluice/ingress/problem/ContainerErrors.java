package io.sluice.ingress.problem;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.schemas.ProblemCode;
import java.io.IOException;
import java.time.Clock;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What Tomcat refuses before any filter of ours has seen it (a broken request line, say) has the same shape. */
@Component
final class ContainerErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private final Clock clock;
    private final JsonMapper json;
    private final ProblemMeters meters;

    ContainerErrors(Clock clock, JsonMapper json, ProblemMeters meters) {
        this.clock = clock;
        this.json = json;
        this.meters = meters;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context -> {
            if (!(context.getParent() instanceof StandardHost host)) return;
            // Tomcat makes its own HTML valve from this class name unless one of that class is in the pipeline.
            host.setErrorReportValveClass(ProblemValve.class.getName());
            host.getPipeline().addValve(new ProblemValve(clock, json, meters));
        });
    }

    static final class ProblemValve extends ErrorReportValve {
        private final Clock clock;
        private final JsonMapper json;
        private final ProblemMeters meters;

        ProblemValve(Clock clock, JsonMapper json, ProblemMeters meters) {
            this.clock = clock;
            this.json = json;
            this.meters = meters;
        }

        @Override
        protected void report(Request request, Response response, @Nullable Throwable fault) {
            int status = response.getStatus();
            if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) return;
            var id = RequestId.of(request.getRequest());
            var code = status < 500 ? ProblemCode.MALFORMED_REQUEST : ProblemCode.INTERNAL_ERROR;
            var detail = "The HTTP request could not be read: check its request line, path and headers.";
            var path = request.getRequestURI() == null ? "" : request.getRequestURI();
            meters.answered(code);
            response.setStatus(code.status());
            response.setHeader(RequestId.HEADER, id);
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            try (var out = response.getOutputStream()) {
                out.write(json.writeValueAsString(ProblemBody.of(code, detail, path, id, clock.instant()))
                        .getBytes(UTF_8));
            } catch (IOException e) {
                // The caller hung up; there is nobody left to tell.
                response.setSuspended(true);
            }
        }
    }
}
