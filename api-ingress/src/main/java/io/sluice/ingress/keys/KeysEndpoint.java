package io.sluice.ingress.keys;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.KeyStore;
import io.sluice.ingress.admission.OtherTenants;
import io.sluice.ingress.admission.Requires;
import io.sluice.ingress.admission.RoleStore;
import io.sluice.ingress.body.Checked.Invalid;
import io.sluice.ingress.body.Checked.Valid;
import io.sluice.ingress.body.JsonBody;
import io.sluice.ingress.commands.Call;
import io.sluice.ingress.lists.Page;
import io.sluice.ingress.nodes.Effective;
import io.sluice.ingress.nodes.KeyProofs;
import io.sluice.ingress.problem.Problems;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.KeySecret;
import io.sluice.schemas.RoleId;
import io.sluice.schemas.avro.ApiKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Keys", description = "API keys, by which callers are known")
final class KeysEndpoint {
    private final KeySubmissions submissions;
    private final KeyRepository keys;
    private final KeyStore store;
    private final RoleStore roles;
    private final KeyProofs proofs;
    private final Problems problems;
    private final OtherTenants tenants;
    private final Clock clock;

    KeysEndpoint(
            KeySubmissions submissions,
            KeyRepository keys,
            KeyStore store,
            RoleStore roles,
            KeyProofs proofs,
            Problems problems,
            OtherTenants tenants,
            Clock clock) {
        this.tenants = tenants;
        this.submissions = submissions;
        this.keys = keys;
        this.store = store;
        this.roles = roles;
        this.proofs = proofs;
        this.problems = problems;
        this.clock = clock;
    }

    @Requires("keys:write")
    @PostMapping(path = "/v1/keys", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Make a key", description = "Answers when the key works; the secret is shown this once.")
    @RequestBody(content = @Content(schema = @Schema(implementation = CreateKeyRequest.Documented.class)))
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = KeyView.class)))
    CompletableFuture<ResponseEntity<Object>> create(Call call, JsonBody body) {
        return switch (CreateKeyRequest.read(body.fields(), call.caller(), roles, clock.instant())) {
            case Invalid(var problem) -> submissions.refuse(problem, call);
            case Valid(var wanted) -> {
                var id = submissions.identify("POST /v1/keys", body, call);
                var secret = KeySecret.generate(wanted.prefix());
                yield submissions.secret(
                        "create",
                        new KeyId(id.value()),
                        id,
                        secret,
                        HttpStatus.CREATED,
                        call,
                        command -> command.setCreateKey(wanted.command(secret)));
            }
        };
    }

    @Requires("keys:read")
    @GetMapping("/v1/keys")
    @Operation(
            summary = "List the keys of the tenant, newest first",
            description = "Of both environments, or of test alone for a test key; deleted ones with status=deleted "
                    + "alone. Narrowed by "
                    + "status, environment and style and the time that it is sorted by, by one of integration, "
                    + "customer_id, reseller_id, role_id and scope besides when it is sorted by number, or by the name "
                    + "that it is sorted by. Other combinations are refused: they would read every key.",
            parameters = {
                @Parameter(in = ParameterIn.QUERY, name = "limit", description = "1 to 500, 50 unless said"),
                @Parameter(in = ParameterIn.QUERY, name = "cursor", description = "next_cursor of the page before"),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "sort",
                        description = "number, created_at, expires_at or name; - before it turns it around. Unless "
                                + "said, the first of them that goes with the filters, downwards"),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "status",
                        description = "a key that expires is found as expired within seconds"),
                @Parameter(in = ParameterIn.QUERY, name = "environment"),
                @Parameter(in = ParameterIn.QUERY, name = "style"),
                @Parameter(in = ParameterIn.QUERY, name = "created_after", description = "with sort=created_at"),
                @Parameter(in = ParameterIn.QUERY, name = "created_before", description = "with sort=created_at"),
                @Parameter(in = ParameterIn.QUERY, name = "expires_after", description = "with sort=expires_at"),
                @Parameter(in = ParameterIn.QUERY, name = "expires_before", description = "with sort=expires_at"),
                @Parameter(in = ParameterIn.QUERY, name = "integration", description = "with sort=number"),
                @Parameter(in = ParameterIn.QUERY, name = "customer_id", description = "with sort=number"),
                @Parameter(in = ParameterIn.QUERY, name = "reseller_id", description = "with sort=number"),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "role_id",
                        description = "those that have this role; with sort=number"),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "scope",
                        description = "those whose own scopes permit it, by a wildcard too; with sort=number"),
                @Parameter(in = ParameterIn.QUERY, name = "name", description = "with sort=name"),
                @Parameter(in = ParameterIn.QUERY, name = "name_prefix", description = "with sort=name"),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "tenant",
                        description = "id or slug of another tenant, for those who may work in all"),
            })
    Page<KeyView> list(Caller caller, HttpServletRequest request) {
        var tenant = request.getParameter(OtherTenants.PARAMETER);
        var there = tenant == null ? caller : tenants.in(tenant, caller);
        var query = KeyListing.read(request);
        var now = clock.instant();
        return query.page(keys.list(there, query), key -> KeyView.of(key, null, now));
    }

    @Requires("keys:read")
    @GetMapping("/v1/keys/{key}")
    @Operation(summary = "Read a key")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = KeyView.class)))
    ResponseEntity<Object> get(@PathVariable("key") String address, Caller caller, HttpServletRequest request) {
        return KeyId.parse(address)
                .flatMap(id -> keys.byId(caller, id))
                .map(key -> ResponseEntity.ok()
                        .eTag("\"" + key.getVersion() + "\"")
                        .<Object>body(KeyView.of(key, null, effective(key, caller), clock.instant())))
                .orElseGet(() -> problems.answer(KeySubmissions.unknown(address), request));
    }

    /** Of the state that is shown, and of its role's: while this node has an older one, nobody is known to have it. */
    private @Nullable Effective effective(ApiKey key, Caller caller) {
        var role = key.getRoleId();
        boolean isHere = store.version(key.getId()) >= key.getVersion() && (role == null || hasNewest(role, caller));
        return (isHere ? proofs.of(key.getId(), role) : proofs.ofNone()).orElse(null);
    }

    private boolean hasNewest(String role, Caller caller) {
        var id = RoleId.of(role);
        return roles.version(id) >= keys.roleVersion(caller, id);
    }
}
