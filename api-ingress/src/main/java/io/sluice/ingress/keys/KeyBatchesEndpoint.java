package io.sluice.ingress.keys;

import io.sluice.ingress.admission.KeyStore.Held;
import io.sluice.ingress.admission.Requires;
import io.sluice.ingress.admission.RoleStore;
import io.sluice.ingress.body.BodyMax;
import io.sluice.ingress.body.Checked.Invalid;
import io.sluice.ingress.body.Checked.Valid;
import io.sluice.ingress.body.JsonBody;
import io.sluice.ingress.commands.Call;
import io.sluice.ingress.keys.ImportKeysRequest.Imported;
import io.sluice.ingress.problem.Problem;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.avro.ActivateKey;
import io.sluice.schemas.avro.AdminCommand;
import io.sluice.schemas.avro.DeactivateKey;
import io.sluice.schemas.avro.RevokeKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Changing many keys by one request. */
@RestController
@Tag(name = "Keys")
final class KeyBatchesEndpoint {
    private static final Problem OWN = Problem.of(
            ProblemCode.CONFLICT, "This is the key that asks, which is left as it is. To end it, revoke it alone.");

    private final KeyBatches batches;
    private final KeySubmissions submissions;
    private final RoleStore roles;
    private final Clock clock;

    KeyBatchesEndpoint(KeyBatches batches, KeySubmissions submissions, RoleStore roles, Clock clock) {
        this.batches = batches;
        this.submissions = submissions;
        this.roles = roles;
        this.clock = clock;
    }

    @Requires("keys:write")
    @PostMapping(path = "/v1/keys/revoke", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Revoke many keys, for good",
            description = "Answers with the outcome of each, in order. The key that asks is left as it is.")
    @RequestBody(content = @Content(schema = @Schema(implementation = KeyIdsRequest.Documented.class)))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = KeyOutcomes.class)))
    CompletableFuture<ResponseEntity<Object>> revoke(Call call, JsonBody body) {
        return taking("revoke", call, body, command -> command.setRevokeKey(new RevokeKey()));
    }

    @Requires("keys:write")
    @PostMapping(path = "/v1/keys/deactivate", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Stop many keys until they are activated",
            description = "Answers with the outcome of each, in order. The key that asks is left as it is.")
    @RequestBody(content = @Content(schema = @Schema(implementation = KeyIdsRequest.Documented.class)))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = KeyOutcomes.class)))
    CompletableFuture<ResponseEntity<Object>> deactivate(Call call, JsonBody body) {
        return taking("deactivate", call, body, command -> command.setDeactivateKey(new DeactivateKey()));
    }

    @Requires("keys:write")
    @PostMapping(path = "/v1/keys/activate", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Let many keys work that were deactivated",
            description = "Answers with the outcome of each, in order. Only those whose scopes the asking key holds.")
    @RequestBody(content = @Content(schema = @Schema(implementation = KeyIdsRequest.Documented.class)))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = KeyOutcomes.class)))
    CompletableFuture<ResponseEntity<Object>> activate(Call call, JsonBody body) {
        return each(call, body, key -> {
            var held = submissions.held(key, call);
            var activate = new ActivateKey(held.map(Held::grantsVersion).orElse(0L));
            return submissions
                    .lacks(held, call)
                    .<KeyBatches.Part>map(problem -> new KeyBatches.Refused(key.text(), problem))
                    .orElseGet(() -> part("activate", key, call, body, command -> command.setActivateKey(activate)));
        });
    }

    @Requires("keys:import")
    @BodyMax(ImportKeysRequest.BYTES_MAX)
    @PostMapping(path = "/v1/keys/import", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Take over keys of another system by the SHA-256 of their secrets",
            description = "Up to 1,000 keys and 1 MiB. Whoever holds such a secret goes on to use it, whatever its "
                    + "form. Answers with the outcome of each, in order; a secret that is known already is a conflict "
                    + "of that key alone.")
    @RequestBody(content = @Content(schema = @Schema(implementation = ImportKeysRequest.Documented.class)))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = KeyOutcomes.class)))
    CompletableFuture<ResponseEntity<Object>> importKeys(Call call, JsonBody body) {
        return switch (ImportKeysRequest.read(body.fields(), call.caller(), roles, clock.instant())) {
            case Invalid(var problem) -> submissions.refuse(problem, call);
            case Valid(var wanted) -> {
                var parts = new ArrayList<KeyBatches.Part>();
                for (var key : wanted.keys()) parts.add(part(key, parts.size(), call, body));
                yield batches.submit(parts, call);
            }
        };
    }

    private KeyBatches.Part part(Imported imported, int place, Call asked, JsonBody body) {
        var call = asked.forPart(Integer.toString(place));
        var id = submissions.identify("POST /v1/keys/import", body, call);
        var key = new KeyId(id.value());
        return new KeyBatches.Asked(
                key.text(),
                call,
                waiting -> KeySubmissions.submission(
                        "import", key, id, waiting, command -> command.setCreateKey(imported.command())));
    }

    /** What takes something away, which the asking key must not do to itself among others. */
    private CompletableFuture<ResponseEntity<Object>> taking(
            String action, Call call, JsonBody body, Consumer<AdminCommand.Builder> set) {
        return each(
                call,
                body,
                key -> key.equals(call.caller().principal())
                        ? new KeyBatches.Refused(key.text(), OWN)
                        : part(action, key, call, body, set));
    }

    private CompletableFuture<ResponseEntity<Object>> each(
            Call call, JsonBody body, Function<KeyId, KeyBatches.Part> part) {
        return switch (KeyIdsRequest.read(body.fields())) {
            case Invalid(var problem) -> submissions.refuse(problem, call);
            case Valid(var wanted) ->
                batches.submit(wanted.ids().stream().map(part).toList(), call);
        };
    }

    private KeyBatches.Part part(
            String action, KeyId key, Call asked, JsonBody body, Consumer<AdminCommand.Builder> set) {
        var call = asked.forPart(key.text());
        var id = submissions.identify("POST /v1/keys/" + action, body, call);
        return new KeyBatches.Asked(
                key.text(), call, waiting -> KeySubmissions.submission(action, key, id, waiting, set));
    }
}
