package io.sluice.ingress.tenants;

import io.sluice.ingress.administration.AdminSubmissions;
import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.Reach;
import io.sluice.ingress.admission.Requires;
import io.sluice.ingress.admission.TenantStore;
import io.sluice.ingress.body.Checked.Invalid;
import io.sluice.ingress.body.Checked.Valid;
import io.sluice.ingress.body.JsonBody;
import io.sluice.ingress.commands.Call;
import io.sluice.ingress.lists.Listing;
import io.sluice.ingress.lists.Page;
import io.sluice.ingress.lists.Sort;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.Problems;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.CreateTenant;
import io.sluice.schemas.avro.Tenant;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Tenants", description = "Businesses that share this installation and see nothing of each other")
final class TenantsEndpoint {
    private static final Listing<Tenant> LISTING = new Listing<>(
            List.of(new Sort<>("slug", "slug", Sort.Type.TEXT, Tenant::getSlug)),
            List.of(),
            tenant -> TenantId.of(tenant.getId()).value());

    private final AdminSubmissions submissions;
    private final TenantRepository tenants;
    private final TenantStore store;
    private final Problems problems;

    TenantsEndpoint(AdminSubmissions submissions, TenantRepository tenants, TenantStore store, Problems problems) {
        this.submissions = submissions;
        this.tenants = tenants;
        this.store = store;
        this.problems = problems;
    }

    @Requires("tenants:write")
    @PostMapping(path = "/v1/tenants", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Make a tenant",
            description =
                    "For the platform's own tenant alone. The new one has the built-in roles, and nobody in it yet: "
                            + "make its first key or person with the header `Sluice-Tenant: <slug>`.")
    @RequestBody(content = @Content(schema = @Schema(implementation = TenantRequest.Documented.class)))
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = TenantView.class)))
    CompletableFuture<ResponseEntity<Object>> create(Call call, JsonBody body) {
        var denied = denied(call.caller());
        if (denied.isPresent()) return submissions.refuse(denied.get(), call);
        return switch (TenantRequest.read(body.fields())) {
            case Invalid(var problem) -> submissions.refuse(problem, call);
            case Valid(var wanted) -> {
                var id = submissions.identify("POST /v1/tenants", body, call);
                var create = CreateTenant.newBuilder()
                        .setName(wanted.name())
                        .setSlug(wanted.slug())
                        .setLimitsFallback(wanted.limitsFallback())
                        .build();
                yield submissions.submit(
                        "tenant.create",
                        id,
                        new TenantId(id.value()),
                        HttpStatus.CREATED,
                        call,
                        command -> command.setCreateTenant(create));
            }
        };
    }

    @Requires("tenants:write")
    @RequestMapping(
            path = "/v1/tenants/{tenant}",
            method = {RequestMethod.PATCH, RequestMethod.PUT},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Update a tenant: what is not named stays",
            description = "For the platform's own tenant. Of the own tenant, whoever holds `rate-limits:write` as well"
                    + " may change `limits_fallback`, and that alone.")
    @RequestBody(content = @Content(schema = @Schema(implementation = TenantUpdateRequest.Documented.class)))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TenantView.class)))
    CompletableFuture<ResponseEntity<Object>> update(@PathVariable("tenant") String address, Call call, JsonBody body) {
        var tenant = store.find(address);
        boolean isOwn =
                tenant.filter(found -> administers(call.caller(), found)).isPresent();
        var denied = isOwn ? deniedItsOwn(call.caller()) : denied(call.caller());
        if (denied.isPresent()) return submissions.refuse(denied.get(), call);
        if (tenant.isEmpty()) return submissions.refuse(unknown(address), call);
        return switch (TenantUpdateRequest.read(body.fields())) {
            case Invalid(var problem) -> submissions.refuse(problem, call);
            case Valid(var wanted) when isOwn && !wanted.isOfLimitsAlone() -> submissions.refuse(ofThePlatform(), call);
            case Valid(var wanted)
            when "suspended".equals(wanted.status()) && tenant.get().equals(TenantId.PLATFORM) ->
                submissions.refuse(itself(), call);
            case Valid(var wanted) ->
                submissions.submit(
                        "tenant.update",
                        submissions.identify("PATCH /v1/tenants/" + tenant.get(), body, call),
                        tenant.get(),
                        HttpStatus.OK,
                        call,
                        command -> command.setUpdateTenant(wanted.command()));
        };
    }

    @Requires("tenants:read")
    @GetMapping("/v1/tenants")
    @Operation(summary = "List the tenants by slug, from the last to the first unless ?sort=slug; each sees itself")
    Page<TenantView> list(Caller caller, HttpServletRequest request) {
        var query = LISTING.read(request);
        return query.page(tenants.list(caller, query), TenantView::of);
    }

    @Requires("tenants:read")
    @GetMapping("/v1/tenants/{tenant}")
    @Operation(summary = "Read a tenant, by its id or its slug")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TenantView.class)))
    ResponseEntity<Object> get(@PathVariable("tenant") String address, Caller caller, HttpServletRequest request) {
        return store.find(address)
                .flatMap(id -> tenants.byId(caller, id))
                .map(tenant -> ResponseEntity.ok()
                        .eTag("\"" + tenant.getVersion() + "\"")
                        .<Object>body(TenantView.of(tenant)))
                .orElseGet(() -> problems.answer(unknown(address), request));
    }

    /** Why it may not make and keep tenants; empty when it may. */
    private static Optional<Problem> denied(Caller caller) {
        if (caller.reach() == Reach.PLATFORM) return caller.lacksLive();
        return Optional.of(ofThePlatform());
    }

    private static Problem ofThePlatform() {
        return Problem.of(
                ProblemCode.PERMISSION_DENIED,
                "Tenants are made and changed by the platform's own tenant alone, but for limits_fallback of one's own."
                        + " Ask those who run the platform.");
    }

    /** Whether it is an administrator's own tenant, and not the platform's, which changes all of any. */
    private static boolean administers(Caller caller, TenantId tenant) {
        return caller.reach() == Reach.TENANT && caller.home().equals(tenant);
    }

    private static Optional<Problem> deniedItsOwn(Caller caller) {
        return caller.lacks("rate-limits:write").or(caller::lacksLive);
    }

    private static Problem itself() {
        return Problem.of(
                ProblemCode.CONFLICT,
                "The platform's own tenant cannot be suspended: nobody could take it back. Revoke its keys instead.");
    }

    private static Problem unknown(String address) {
        return Problem.of(
                ProblemCode.NOT_FOUND,
                "There is no tenant \"" + address + "\". Address one by its id (ten_…) or its slug, as GET /v1/tenants"
                        + " lists it.");
    }
}
