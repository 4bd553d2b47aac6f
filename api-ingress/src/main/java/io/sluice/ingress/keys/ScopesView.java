package io.sluice.ingress.keys;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What keys can hold, and what each of it is for. */
@Schema(name = "Scopes")
record ScopesView(List<ScopeView> data) {

    /** One scope. */
    @Schema(name = "Scope")
    record ScopeView(
            @Schema(example = "keys:read") String scope,

            @Schema(example = "[\"GET /v1/keys\"]", description = "that need it")
            List<String> routes) {}
}
