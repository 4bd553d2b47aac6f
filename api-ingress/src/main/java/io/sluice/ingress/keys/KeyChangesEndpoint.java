package io.sluice.ingress.keys;

import io.sluice.ingress.addresses.AddressSet;
import io.sluice.ingress.addresses.ClientAddresses;
import io.sluice.ingress.admission.KeyStore.Held;
import io.sluice.ingress.admission.Requires;
import io.sluice.ingress.admission.RoleStore;
import io.sluice.ingress.body.Checked.Invalid;
import io.sluice.ingress.body.Checked.Valid;
import io.sluice.ingress.body.JsonBody;
import io.sluice.ingress.commands.Call;
import io.sluice.ingress.problem.Problem;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.KeySecret;
import io.sluice.schemas.KeyStyle;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.avro.ActivateKey;
import io.sluice.schemas.avro.AdminCommand;
import io.sluice.schemas.avro.DeactivateKey;
import io.sluice.schemas.avro.DeleteKey;
import io.sluice.schemas.avro.RevokeKey;
import io.sluice.schemas.avro.RotateKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Changing keys, one at a time. */
@RestController
@Tag(name = "Keys")
final class KeyChangesEndpoint {
    private static final Problem SHUT_OUT = Problem.of(
            ProblemCode.CONFLICT,
            "A key cannot shut itself out: allowed_ips lacks the address that this request comes from, or a proxy does"
                    + " not tell which that is. Add it, or use another key.");

    private final KeySubmissions submissions;
    private final RoleStore roles;
    private final ClientAddresses addresses;
    private final Clock clock;

    KeyChangesEndpoint(KeySubmissions submissions, RoleStore roles, ClientAddresses addresses, Clock clock) {
        this.submissions = submissions;
        this.roles = roles;
        this.addresses = addresses;
        this.clock = clock;
    }

    @Requires("keys:write")
    @RequestMapping(
            path = "/v1/keys/{key}",
            method = {RequestMethod.PATCH, RequestMethod.PUT},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Update a key: what is not named stays, what is null is cleared",
            description = "Only a key that holds all that this one holds may do it.")
    @RequestBody(content = @Content(schema = @Schema(implementation = UpdateKeyRequest.Documented.class)))
    @AnswersKey
    CompletableFuture<ResponseEntity<Object>> update(@PathVariable("key") String address, Call call, JsonBody body) {
        return submissions.of(address, call, key -> switch (UpdateKeyRequest.read(
                body.fields(), call.caller(), roles, clock.instant())) {
            case Invalid(var problem) -> submissions.refuse(problem, call);
            case Valid(var wanted) when shutsOut(wanted, key, call) -> submissions.refuse(SHUT_OUT, call);
            case Valid(var wanted) ->
                submissions.granting(key, call, held -> {
                    var update = wanted.command(grantsVersion(held));
                    return change("update", key, "PATCH /v1/keys/" + key, body, call, it -> it.setUpdateKey(update));
                });
        });
    }

    /** Whether a key would be of no use any longer to whoever uses it to say so. */
    private boolean shutsOut(UpdateKeyRequest wanted, KeyId key, Call call) {
        var allowed = wanted.described().allowedIps();
        if (allowed.isEmpty() || !key.equals(call.caller().principal())) return false;
        var client = addresses.of(call.request());
        return !client.certain() || !AddressSet.ofTexts(allowed).contains(client.address());
    }

    @Requires("keys:write")
    @PostMapping("/v1/keys/{key}/revoke")
    @Operation(summary = "Revoke a key, for good", description = "Any key may revoke itself that holds keys:write.")
    @AnswersKey
    CompletableFuture<ResponseEntity<Object>> revoke(@PathVariable("key") String address, Call call) {
        return act("revoke", address, call, command -> command.setRevokeKey(new RevokeKey()));
    }

    @Requires("keys:write")
    @PostMapping("/v1/keys/{key}/deactivate")
    @Operation(summary = "Stop a key until it is activated", description = "A key cannot deactivate itself.")
    @AnswersKey
    CompletableFuture<ResponseEntity<Object>> deactivate(@PathVariable("key") String address, Call call) {
        return act("deactivate", address, call, command -> command.setDeactivateKey(new DeactivateKey()));
    }

    @Requires("keys:write")
    @PostMapping("/v1/keys/{key}/activate")
    @Operation(
            summary = "Let a key work that was deactivated",
            description = "Only a key that holds all that this one holds may do it.")
    @AnswersKey
    CompletableFuture<ResponseEntity<Object>> activate(@PathVariable("key") String address, Call call) {
        return submissions.of(
                address,
                call,
                key -> submissions.granting(key, call, held -> {
                    var activate = new ActivateKey(grantsVersion(held));
                    return act("activate", address, call, command -> command.setActivateKey(activate));
                }));
    }

    @Requires("keys:delete")
    @DeleteMapping("/v1/keys/{key}")
    @Operation(
            summary = "Delete a key, for good",
            description = "Its record stays, and is listed with ?status=deleted. A key cannot delete itself.")
    @AnswersKey
    CompletableFuture<ResponseEntity<Object>> delete(@PathVariable("key") String address, Call call) {
        return submissions.of(
                address,
                call,
                key -> change(
                        "delete",
                        key,
                        "DELETE /v1/keys/" + key,
                        JsonBody.EMPTY,
                        call,
                        command -> command.setDeleteKey(new DeleteKey())));
    }

    @Requires("keys:write")
    @PostMapping(path = "/v1/keys/{key}/rotate", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Give a key another secret, while the one before goes on to work for a time",
            description = "Answers when the new secret works; it is shown this once. The one before ends at "
                    + "previous_ends_at, one before that at once. Id, limits and usage stay. Only a key that holds all "
                    + "that this one holds may do it.")
    @RequestBody(content = @Content(schema = @Schema(implementation = RotateKeyRequest.Documented.class)))
    @AnswersKey
    CompletableFuture<ResponseEntity<Object>> rotate(@PathVariable("key") String address, Call call, JsonBody body) {
        return submissions.of(address, call, key -> switch (RotateKeyRequest.read(body.fields())) {
            case Invalid(var problem) -> submissions.refuse(problem, call);
            case Valid(var wanted) -> rotate("rotate", key, wanted.graceSeconds(), body, call);
        });
    }

    @Requires("keys:write")
    @PostMapping("/v1/keys/{key}/regenerate")
    @Operation(
            summary = "Give a key another secret, and end the one before at once",
            description = "Answers when the new secret works; it is shown this once. A key cannot do this to itself, "
                    + "because the answer could be lost.")
    @AnswersKey
    CompletableFuture<ResponseEntity<Object>> regenerate(@PathVariable("key") String address, Call call) {
        return submissions.of(address, call, key -> rotate("regenerate", key, 0, JsonBody.EMPTY, call));
    }

    private CompletableFuture<ResponseEntity<Object>> rotate(
            String action, KeyId key, int graceSeconds, JsonBody body, Call call) {
        return submissions.granting(key, call, held -> {
            // One that this node has not heard of may be there; the worker tells, and this secret opens nothing.
            var secret = KeySecret.generate(held.map(known -> known.style().prefix(known.environment()))
                    .orElse(KeyStyle.SK.prefix(call.caller().environment())));
            var rotate = RotateKey.newBuilder()
                    .setKeyHash(ByteBuffer.wrap(secret.hash()))
                    .setPrefix(secret.prefix())
                    .setMasked(secret.masked())
                    .setGraceSeconds(graceSeconds)
                    .setIfGrantsVersion(grantsVersion(held))
                    .build();
            return submissions.secret(
                    action,
                    key,
                    submissions.identify("POST /v1/keys/" + key + "/" + action, body, call),
                    secret,
                    HttpStatus.OK,
                    call,
                    command -> command.setRotateKey(rotate));
        });
    }

    /** What has no body. */
    private CompletableFuture<ResponseEntity<Object>> act(
            String action, String address, Call call, Consumer<AdminCommand.Builder> set) {
        return submissions.of(
                address,
                call,
                key -> change(action, key, "POST /v1/keys/" + key + "/" + action, JsonBody.EMPTY, call, set));
    }

    private CompletableFuture<ResponseEntity<Object>> change(
            String action, KeyId key, String route, JsonBody body, Call call, Consumer<AdminCommand.Builder> set) {
        return submissions.change(action, key, submissions.identify(route, body, call), call, set);
    }

    /** Of a key that this node does not know, one that no key has: the worker refuses, or does not know it either. */
    private static long grantsVersion(Optional<Held> held) {
        return held.map(Held::grantsVersion).orElse(0L);
    }
}
