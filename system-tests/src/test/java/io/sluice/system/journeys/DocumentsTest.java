package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DocumentsTest {
    private static final List<String> ROUTES = List.of(
            "POST /v1/accounts",
            "GET /v1/accounts",
            "GET /v1/accounts/{account}",
            "GET /v1/accounts/by-username/{username}",
            "PATCH /v1/accounts/{account}",
            "PUT /v1/accounts/{account}",
            "DELETE /v1/accounts/{account}",
            "POST /v1/accounts/{account}/renew",
            "POST /v1/accounts/{account}/suspend",
            "POST /v1/accounts/{account}/resume",
            "POST /v1/accounts/{account}/activate",
            "POST /v1/accounts/{account}/reset-traffic",
            "GET /v1/accounts/{account}/traffic",
            "GET /v1/accounts/{account}/subscription",
            "POST /v1/outbounds",
            "GET /v1/outbounds",
            "GET /v1/outbounds/{outbound}",
            "PATCH /v1/outbounds/{outbound}",
            "PUT /v1/outbounds/{outbound}",
            "DELETE /v1/outbounds/{outbound}",
            "POST /v1/rules",
            "GET /v1/rules",
            "GET /v1/rules/{rule}",
            "PATCH /v1/rules/{rule}",
            "PUT /v1/rules/{rule}",
            "DELETE /v1/rules/{rule}",
            "POST /v1/traffic-reports",
            "GET /v1/traffic-reports/{report}",
            "POST /v1/accounts/{account}/rotate-credentials",
            "GET /v1/commands",
            "GET /v1/commands/{id}",
            "POST /v1/commands/{id}/cancel",
            "GET /v1/commands/{id}/events",
            "GET /v1/keys",
            "POST /v1/keys",
            "GET /v1/keys/{key}",
            "PATCH /v1/keys/{key}",
            "PUT /v1/keys/{key}",
            "DELETE /v1/keys/{key}",
            "POST /v1/keys/{key}/revoke",
            "POST /v1/keys/revoke",
            "POST /v1/keys/deactivate",
            "POST /v1/keys/activate",
            "POST /v1/keys/import",
            "POST /v1/keys/verify",
            "GET /v1/scopes",
            "POST /v1/keys/{key}/deactivate",
            "POST /v1/keys/{key}/activate",
            "POST /v1/keys/{key}/rotate",
            "POST /v1/keys/{key}/regenerate",
            "GET /v1/tenants",
            "POST /v1/tenants",
            "GET /v1/tenants/{tenant}",
            "PATCH /v1/tenants/{tenant}",
            "PUT /v1/tenants/{tenant}",
            "GET /v1/roles",
            "POST /v1/roles",
            "GET /v1/roles/{role}",
            "PATCH /v1/roles/{role}",
            "PUT /v1/roles/{role}",
            "DELETE /v1/roles/{role}",
            "GET /v1/keys/{key}/limits",
            "GET /v1/refusals/{request}",
            "GET /v1/rate-limits",
            "POST /v1/rate-limits",
            "GET /v1/rate-limits/{limit}",
            "PATCH /v1/rate-limits/{limit}",
            "PUT /v1/rate-limits/{limit}",
            "DELETE /v1/rate-limits/{limit}",
            "GET /v1/users",
            "POST /v1/users",
            "GET /v1/users/{user}",
            "PATCH /v1/users/{user}",
            "PUT /v1/users/{user}",
            "DELETE /v1/users/{user}",
            "POST /v1/auth/token",
            "POST /v1/auth/revoke",
            "GET /.well-known/jwks.json",
            "GET /v1/audit-log");

    private final Api anyone = Sluice.shared().anonymous();

    @Test
    void theOpenApiDocumentNamesEveryRouteOfToday() {
        var document = anyone.get("/openapi.json").json();
        assertThat(document.at("/openapi").asString()).isEqualTo("3.1.0");
        var routes = new TreeSet<String>();
        document.at("/paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> routes.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(routes).containsExactlyInAnyOrderElementsOf(ROUTES);
    }

    @Test
    void everyReferenceOfTheOpenApiDocumentLeadsSomewhere() {
        var document = anyone.get("/openapi.json").json();
        var references = new HashSet<String>();
        collect(document, references);
        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        });
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"/docs", "/swagger-ui/index.html", "/redoc", "/webjars/redoc/2.1.4/bundles/redoc.standalone.js"})
    void thePagesThatShowItAreServed(String path) {
        assertThat(anyone.get(path).status()).isIn(200, 302);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/health/live", "/health/ready"})
    void healthIsToldToAnyone(String path) {
        var answer = anyone.get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/status")).isEqualTo("UP");
    }

    private static void collect(JsonNode node, Set<String> references) {
        if (node.isObject() && node.has("$ref")) references.add(node.get("$ref").asString());
        var children = new ArrayList<JsonNode>();
        node.forEach(children::add);
        children.forEach(child -> collect(child, references));
    }
}
