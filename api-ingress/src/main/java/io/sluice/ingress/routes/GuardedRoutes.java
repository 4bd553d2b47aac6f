package io.sluice.ingress.routes;

import io.sluice.ingress.admission.Requires;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The routes that admit nobody but callers. */
@Component
public final class GuardedRoutes {
    /**
     * One of them.
     *
     * @param path as the OpenAPI document has it, {@code /v1/accounts/{account}} for instance
     * @param scope that it requires, or {@link Requires#ANY_KEY}
     */
    public record Route(String method, String path, String scope) {
        /** As callers are told of it. */
        public String text() {
            return method + " " + path;
        }
    }

    private final ObjectProvider<RequestMappingHandlerMapping> routes;

    GuardedRoutes(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> routes) {
        this.routes = routes;
    }

    /** In the order of path and method. */
    public List<Route> all() {
        return routes.getObject().getHandlerMethods().entrySet().stream()
                .flatMap(GuardedRoutes::routes)
                .sorted(Comparator.comparing(Route::path).thenComparing(Route::method))
                .toList();
    }

    private static Stream<Route> routes(Map.Entry<RequestMappingInfo, HandlerMethod> mapped) {
        var requires = mapped.getValue().getMethodAnnotation(Requires.class);
        if (requires == null) return Stream.of();
        var info = mapped.getKey();
        return info.getPatternValues().stream()
                .flatMap(path -> info.getMethodsCondition().getMethods().stream()
                        .map(method -> new Route(method.name(), path, requires.value())));
    }
}
