package io.sluice.ingress.keys;

import io.sluice.ingress.admission.Requires;
import io.sluice.ingress.keys.ScopesView.ScopeView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The scopes that there are: those that the routes say they require. */
@RestController
@Tag(name = "Keys")
final class ScopesEndpoint {
    private final ObjectProvider<RequestMappingHandlerMapping> routes;

    ScopesEndpoint(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> routes) {
        this.routes = routes;
    }

    @Requires(Requires.ANY_KEY)
    @GetMapping("/v1/scopes")
    @Operation(
            summary = "List the scopes that routes require",
            description = "Either side of a scope that a key holds may be `*`. `users` is another word for `accounts`.")
    ScopesView list(
            @Parameter(description = "only those of this resource", example = "keys")
                    @RequestParam(name = "resource", required = false)
                    @Nullable
                    String resource) {
        var byScope = new TreeMap<String, TreeSet<String>>();
        for (var route : routes.getObject().getHandlerMethods().entrySet()) {
            required(route.getValue())
                    .filter(scope -> resource == null || scope.startsWith(resource + ":"))
                    .ifPresent(scope -> byScope.computeIfAbsent(scope, made -> new TreeSet<>())
                            .addAll(names(route)));
        }
        return new ScopesView(byScope.entrySet().stream()
                .map(scope ->
                        new ScopeView(scope.getKey(), scope.getValue().stream().toList()))
                .toList());
    }

    private static Optional<String> required(HandlerMethod method) {
        return Optional.ofNullable(method.getMethodAnnotation(Requires.class))
                .map(Requires::value)
                .filter(scope -> !scope.equals(Requires.ANY_KEY));
    }

    private static Set<String> names(Map.Entry<RequestMappingInfo, HandlerMethod> route) {
        var names = new TreeSet<String>();
        for (var method : route.getKey().getMethodsCondition().getMethods()) {
            for (var path : route.getKey().getPatternValues()) names.add(method.name() + " " + path);
        }
        return names;
    }
}
