package io.sluice.ingress.ratelimits;

import io.sluice.ingress.administration.AdminSubmissions;
import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.Requires;
import io.sluice.ingress.body.Checked.Invalid;
import io.sluice.ingress.body.Checked.Valid;
import io.sluice.ingress.body.JsonBody;
import io.sluice.ingress.commands.Call;
import io.sluice.ingress.lists.Page;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.Problems;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.RateLimitId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.DeleteRateLimit;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Rate limits", description = "How many requests a key, each key or all of the tenant may make")
final class RateLimitsEndpoint {
    private final AdminSubmissions submissions;
    private final RateLimitRepository limits;
    private final RateLimitListing listing;
    private final RoutePatterns routes;
    private final Problems problems;

    RateLimitsEndpoint(
            AdminSubmissions submissions,
            RateLimitRepository limits,
            RateLimitListing listing,
            RoutePatterns routes,
            Problems problems) {
        this.submissions = submissions;
        this.limits = limits;
        this.listing = listing;
        this.routes = routes;
        this.problems = problems;
    }

    @Requires("rate-limits:write")
    @PostMapping(path = "/v1/rate-limits", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Make a rate limit, in the environment of the caller",
            description = "At most 20 for a key, and 100 for each key and the tenant. What is made by the platform in "
                    + "another tenant is counted for itself, and changed by the platform alone.")
    @RequestBody(content = @Content(schema = @Schema(implementation = RateLimitRequest.Documented.class)))
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = RateLimitView.class)))
    CompletableFuture<ResponseEntity<Object>> create(Call call, JsonBody body) {
        return switch (RateLimitRequest.read(body.fields(), routes)) {
            case Invalid(var problem) -> submissions.refuse(problem, call);
            case Valid(var wanted) -> {
                var id = submissions.identify("POST /v1/rate-limits", body, call);
                var create = wanted.command(isPlatformElsewhere(call.caller()));
                yield submissions.submit(
                        "rate-limit.create",
                        id,
                        new RateLimitId(id.value()),
                        HttpStatus.CREATED,
                        call,
                        command -> command.setCreateRateLimit(create));
            }
        };
    }

    @Requires("rate-limits:write")
    @RequestMapping(
            path = "/v1/rate-limits/{limit}",
            method = {RequestMethod.PATCH, RequestMethod.PUT},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Update a rate limit: what is not named stays",
            description = "What it applies to stays for ever. Works within a second, for keys that are in use too.")
    @RequestBody(content = @Content(schema = @Schema(implementation = RateLimitUpdateRequest.Documented.class)))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RateLimitView.class)))
    CompletableFuture<ResponseEntity<Object>> update(@PathVariable("limit") String address, Call call, JsonBody body) {
        return of(address, call, limit -> switch (RateLimitUpdateRequest.read(body.fields())) {
            case Invalid(var problem) -> submissions.refuse(problem, call);
            case Valid(var wanted) -> {
                var update = wanted.command();
                yield submissions.submit(
                        "rate-limit.update",
                        submissions.identify("PATCH /v1/rate-limits/" + limit, body, call),
                        limit,
                        HttpStatus.OK,
                        call,
                        command -> command.setUpdateRateLimit(update));
            }
        });
    }

    @Requires("rate-limits:delete")
    @DeleteMapping("/v1/rate-limits/{limit}")
    @Operation(summary = "Delete a rate limit", description = "Those of a key go with it when it is deleted.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RateLimitView.class)))
    CompletableFuture<ResponseEntity<Object>> delete(@PathVariable("limit") String address, Call call) {
        return of(
                address,
                call,
                limit -> submissions.submit(
                        "rate-limit.delete",
                        submissions.identify("DELETE /v1/rate-limits/" + limit, JsonBody.EMPTY, call),
                        limit,
                        HttpStatus.OK,
                        call,
                        command -> command.setDeleteRateLimit(new DeleteRateLimit())));
    }

    @Requires("rate-limits:read")
    @GetMapping("/v1/rate-limits")
    @Operation(
            summary = "List the rate limits of the environment, newest first",
            parameters = {
                @Parameter(in = ParameterIn.QUERY, name = "limit", description = "1 to 500, 50 unless said"),
                @Parameter(in = ParameterIn.QUERY, name = "cursor", description = "next_cursor of the page before"),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "sort",
                        description = "number or created_at; - before it turns it around; -number unless said"),
                @Parameter(in = ParameterIn.QUERY, name = "applies_to", description = "key, each_key or tenant"),
                @Parameter(in = ParameterIn.QUERY, name = "key_id", description = "those of this key alone"),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "route",
                        description = "those with this very route; with sort=number"),
                @Parameter(in = ParameterIn.QUERY, name = "is_active", description = "true or false"),
            })
    Page<RateLimitView> list(Caller caller, HttpServletRequest request) {
        var query = listing.read(request);
        return query.page(limits.list(caller, query), RateLimitView::of);
    }

    @Requires("rate-limits:read")
    @GetMapping("/v1/rate-limits/{limit}")
    @Operation(summary = "Read a rate limit, by its id or its number")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RateLimitView.class)))
    ResponseEntity<Object> get(@PathVariable("limit") String address, Caller caller, HttpServletRequest request) {
        return limits.at(caller, address)
                .map(limit -> ResponseEntity.ok()
                        .eTag("\"" + limit.getVersion() + "\"")
                        .<Object>body(RateLimitView.of(limit)))
                .orElseGet(() -> problems.answer(unknown(address), request));
    }

    /** Whether the platform sets it for one of its tenants. */
    private static boolean isPlatformElsewhere(Caller caller) {
        return caller.home().equals(TenantId.PLATFORM) && !caller.home().equals(caller.tenant());
    }

    private CompletableFuture<ResponseEntity<Object>> of(
            String address, Call call, Function<RateLimitId, CompletableFuture<ResponseEntity<Object>>> next) {
        return limits.id(call.caller(), address).map(next).orElseGet(() -> submissions.refuse(unknown(address), call));
    }

    private static Problem unknown(String address) {
        return Problem.of(
                ProblemCode.NOT_FOUND,
                "There is no rate limit \"" + address + "\". Address one by its id (lim_…) or its number, as"
                        + " GET /v1/rate-limits lists it, with a key of the same tenant and environment.");
    }
}
