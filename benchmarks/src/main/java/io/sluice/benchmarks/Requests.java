package io.sluice.benchmarks;

import io.sluice.benchmarks.load.Request;
import java.util.List;

/** What is sent, to the system and to the floor alike. */
final class Requests {
    /** An account as a shop orders one: 300 bytes. */
    private static final String ACCOUNT = """
            {"username":"account-%1$s","email":"account-%1$s@example.com","expire_days":30,"total_traffic_gb":100,\
            "remark":"ordered in the shop, paid by card, to be renewed each month",\
            "metadata":{"order":"%1$s","plan":"monthly-100","shop":"example.com","channel":"web","affiliate":"none"}}\
            """.formatted(Request.NUMBER).strip();

    private static final String NAMELESS = ACCOUNT.replace("\"username\"", "\"user_name\"");

    private Requests() {}

    /** To the bare server, which answers at once. */
    static Request constant() {
        return Request.post("/constant", List.of(), ACCOUNT, 202);
    }

    /** To the bare server, which answers when Kafka has it. */
    static Request durable() {
        return Request.post("/durable", List.of(), ACCOUNT, 202);
    }

    /** To the ingress, under an idempotency key that no other request has. */
    static Request provision(String key, int status) {
        return Request.post(
                "/v1/accounts", List.of(bearer(key), "Idempotency-Key: order-" + Request.NUMBER), ACCOUNT, status);
    }

    /** To the ingress, and answered when the worker has applied it. */
    static Request settled(String key) {
        return Request.post("/v1/accounts", List.of(bearer(key), "Prefer: wait=20"), ACCOUNT, 201);
    }

    /** The same with a field that nobody knows and without one that must be there. */
    static Request invalid(String key) {
        return Request.post("/v1/accounts", List.of(bearer(key)), NAMELESS, 422);
    }

    /**
     * To an ingress: what any key may ask and no database is asked for. The answer is the same few bytes each time, so
     * what takes time is the server, the key and its limit.
     */
    static Request free(String key) {
        return Request.get("/v1/scopes?resource=none", List.of(bearer(key)), 200);
    }

    /** To an ingress: how the limits of a key stand there. */
    static Request limitsOf(String id, String adminKey) {
        return Request.get("/v1/keys/" + id + "/limits", List.of(bearer(adminKey)), 200);
    }

    private static String bearer(String key) {
        return "Authorization: Bearer " + key;
    }
}
