package io.sluice.ingress.signin;

import io.sluice.ingress.admission.Open;
import io.sluice.ingress.tokens.AccessTokens;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Signing in")
final class JwksEndpoint {
    private final AccessTokens tokens;

    JwksEndpoint(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @Open
    @GetMapping("/.well-known/jwks.json")
    @Operation(summary = "The public keys of access tokens, for those who check them by themselves")
    @SecurityRequirements
    ResponseEntity<Map<String, Object>> keys() {
        // As long as a token lives: a key that is taken away then vouches for none.
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(AccessTokens.LIFE).cachePublic())
                .body(tokens.published());
    }
}
