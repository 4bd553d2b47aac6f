package io.sluice.ingress.admission;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashSet;

/** What a request presents to say who calls. */
sealed interface Credential {
    /** No credential at all. */
    record Absent() implements Credential {}

    /** Two different ones; which is meant cannot be known. */
    record Ambiguous() implements Credential {}

    /** An Authorization of another scheme than Bearer. */
    record OtherScheme() implements Credential {}

    record Secret(String text) implements Credential {
        /** Never the secret. */
        @Override
        public String toString() {
            return "Secret";
        }
    }

    String BEARER = "Bearer ";

    /** Reads {@code Authorization: Bearer …} and {@code X-API-Key}; the same secret in both is one credential. */
    static Credential of(HttpServletRequest request) {
        var presented = new LinkedHashSet<Credential>();
        for (var authorization : Collections.list(request.getHeaders("Authorization"))) {
            boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
            presented.add(
                    bearer ? new Secret(authorization.substring(BEARER.length()).strip()) : new OtherScheme());
        }
        for (var key : Collections.list(request.getHeaders("X-API-Key"))) presented.add(new Secret(key.strip()));
        return switch (presented.size()) {
            case 0 -> new Absent();
            case 1 -> presented.getFirst();
            default -> new Ambiguous();
        };
    }
}
