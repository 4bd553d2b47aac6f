package io.sluice.ingress.keys;

import io.sluice.ingress.admission.Requires;
import io.sluice.ingress.keys.ScopesView.ScopeView;
import io.sluice.ingress.routes.GuardedRoutes;
import io.sluice.ingress.routes.GuardedRoutes.Route;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The scopes that there are: those that the routes say they require. */
@RestController
@Tag(name = "Keys")
final class ScopesEndpoint {
    /** All of them, which stay the same once all routes are known. */
    private final SingletonSupplier<List<ScopeView>> scopes;

    ScopesEndpoint(GuardedRoutes routes) {
        this.scopes = SingletonSupplier.of(() -> requiredBy(routes.all()));
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
        var all = scopes.obtain();
        if (resource == null) return new ScopesView(all);
        return new ScopesView(all.stream()
                .filter(scope -> scope.scope().startsWith(resource + ":"))
                .toList());
    }

    private static List<ScopeView> requiredBy(List<Route> routes) {
        var byScope = new TreeMap<String, TreeSet<String>>();
        for (var route : routes) {
            if (route.scope().equals(Requires.ANY_KEY)) continue;
            byScope.computeIfAbsent(route.scope(), _ -> new TreeSet<>()).add(route.text());
        }
        return byScope.entrySet().stream()
                .map(scope ->
                        new ScopeView(scope.getKey(), scope.getValue().stream().toList()))
                .toList();
    }
}
