package io.sluice.cli;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where the tool goes, and as whom.
 *
 * @param tenant in which it works, where that is not the credential's own
 */
record Profile(String url, @Nullable String tenant, Credential credential) {
    /** What proves who calls. */
    sealed interface Credential {}

    record ApiKey(String secret) implements Credential {
        /** Never the secret. */
        @Override
        public String toString() {
            return "an API key";
        }
    }

    /**
     * Of somebody who has signed in.
     *
     * @param accessEndsAt by the clock of this machine
     * @param refresh good once, for the next pair
     */
    record Tokens(String email, String access, Instant accessEndsAt, String refresh) implements Credential {
        /** So that a request which takes its time still comes with a good one. */
        private static final Duration MARGIN = Duration.ofSeconds(30);

        static Tokens of(String email, JsonNode answer, Instant now) {
            return new Tokens(
                    email,
                    answer.path("access_token").asString(),
                    now.plusSeconds(answer.path("expires_in").asLong()),
                    answer.path("refresh_token").asString());
        }

        boolean isFresh(Instant now) {
            return now.isBefore(accessEndsAt.minus(MARGIN));
        }

        /** Never the tokens. */
        @Override
        public String toString() {
            return email;
        }
    }

    Profile with(Credential other) {
        return new Profile(url, tenant, other);
    }

    ObjectNode json() {
        var node = Json.MAPPER.createObjectNode().put("url", url);
        if (tenant != null) node.put("tenant", tenant);
        switch (credential) {
            case ApiKey(var secret) -> node.put("api_key", secret);
            case Tokens(var email, var access, var accessEndsAt, var refresh) ->
                node.put("email", email)
                        .put("access_token", access)
                        .put("access_ends_at", accessEndsAt.toString())
                        .put("refresh_token", refresh);
        }
        return node;
    }

    static Profile of(JsonNode node) {
        var key = node.path("api_key").asString("");
        var credential = key.isEmpty()
                ? new Tokens(
                        node.path("email").asString(),
                        node.path("access_token").asString(),
                        Instant.parse(node.path("access_ends_at").asString()),
                        node.path("refresh_token").asString())
                : new ApiKey(key);
        var tenant = node.path("tenant").asString("");
        return new Profile(node.path("url").asString(), tenant.isEmpty() ? null : tenant, credential);
    }
}
