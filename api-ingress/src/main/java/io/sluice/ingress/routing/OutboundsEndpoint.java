package io.sluice.ingress.routing;

import io.sluice.ingress.administration.AdminSubmissions;
import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.Requires;
import io.sluice.ingress.body.Checked.Invalid;
import io.sluice.ingress.body.Checked.Valid;
import io.sluice.ingress.body.JsonBody;
import io.sluice.ingress.commands.Call;
import io.sluice.ingress.lists.Listing;
import io.sluice.ingress.lists.Page;
import io.sluice.ingress.lists.Sort;
import io.sluice.ingress.problem.Problems;
import io.sluice.ingress.secrets.SecretFields;
import io.sluice.schemas.OutboundId;
import io.sluice.schemas.avro.CreateOutbound;
import io.sluice.schemas.avro.DeleteOutbound;
import io.sluice.schemas.avro.Outbound;
import io.sluice.schemas.avro.UpdateOutbound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
@Tag(name = "Outbounds", description = "Ways out of a node, which accounts name by id or by name")
final class OutboundsEndpoint {
    private static final Listing<Outbound> LISTING = new Listing<>(
            List.of(new Sort<>("name", "name", Sort.Type.TEXT, Outbound::getName)),
            List.of(),
            outbound -> OutboundId.of(outbound.getId()).value());

    private final AdminSubmissions submissions;
    private final OutboundRepository outbounds;
    private final SecretFields secrets;
    private final Problems problems;

    OutboundsEndpoint(
            AdminSubmissions submissions, OutboundRepository outbounds, SecretFields secrets, Problems problems) {
        this.submissions = submissions;
        this.outbounds = outbounds;
        this.secrets = secrets;
        this.problems = problems;
    }

    @Requires("outbounds:write")
    @PostMapping(path = "/v1/outbounds", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Make an outbound")
    @RequestBody(content = @Content(schema = @Schema(implementation = OutboundRequest.Documented.class)))
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = OutboundView.class)))
    CompletableFuture<ResponseEntity<Object>> create(Call call, JsonBody body) {
        return switch (OutboundRequest.read(body.fields())) {
            case Invalid(var problem) -> submissions.refuse(problem, call);
            case Valid(var wanted) -> {
                var id = submissions.identify("POST /v1/outbounds", body, call);
                var outbound = new OutboundId(id.value());
                var create = new CreateOutbound(
                        wanted.name(),
                        wanted.protocol(),
                        wanted.address(),
                        wanted.port(),
                        wanted.username(),
                        encrypted(wanted.password(), call, outbound),
                        wanted.remark());
                yield submissions.submit(
                        "outbound.create",
                        id,
                        outbound,
                        HttpStatus.CREATED,
                        call,
                        command -> command.setCreateOutbound(create));
            }
        };
    }

    @Requires("outbounds:write")
    @RequestMapping(
            path = "/v1/outbounds/{outbound}",
            method = {RequestMethod.PATCH, RequestMethod.PUT},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Update an outbound: what is not named stays, what is null is cleared")
    @RequestBody(content = @Content(schema = @Schema(implementation = OutboundUpdateRequest.Documented.class)))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = OutboundView.class)))
    CompletableFuture<ResponseEntity<Object>> update(
            @PathVariable("outbound") String address, Call call, JsonBody body) {
        return of(address, call, outbound -> switch (OutboundUpdateRequest.read(body.fields())) {
            case Invalid(var problem) -> submissions.refuse(problem, call);
            case Valid(var wanted) -> {
                var update = new UpdateOutbound(
                        wanted.name(),
                        wanted.address(),
                        wanted.port(),
                        wanted.username(),
                        encrypted(wanted.password(), call, outbound),
                        wanted.remark(),
                        wanted.clear());
                yield submissions.submit(
                        "outbound.update",
                        submissions.identify("PATCH /v1/outbounds/" + outbound, body, call),
                        outbound,
                        HttpStatus.OK,
                        call,
                        command -> command.setUpdateOutbound(update));
            }
        });
    }

    @Requires("outbounds:delete")
    @DeleteMapping("/v1/outbounds/{outbound}")
    @Operation(summary = "Delete an outbound that no account uses")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = OutboundView.class)))
    CompletableFuture<ResponseEntity<Object>> delete(@PathVariable("outbound") String address, Call call) {
        return of(
                address,
                call,
                outbound -> submissions.submit(
                        "outbound.delete",
                        submissions.identify("DELETE /v1/outbounds/" + outbound, JsonBody.EMPTY, call),
                        outbound,
                        HttpStatus.OK,
                        call,
                        command -> command.setDeleteOutbound(new DeleteOutbound())));
    }

    @Requires("outbounds:read")
    @GetMapping("/v1/outbounds")
    @Operation(summary = "List the outbounds by name, from the last to the first unless ?sort=name")
    Page<OutboundView> list(Caller caller, HttpServletRequest request) {
        var query = LISTING.read(request);
        return query.page(outbounds.list(caller, query), OutboundView::of);
    }

    @Requires("outbounds:read")
    @GetMapping("/v1/outbounds/{outbound}")
    @Operation(summary = "Read an outbound")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = OutboundView.class)))
    ResponseEntity<Object> get(@PathVariable("outbound") String address, Caller caller, HttpServletRequest request) {
        return OutboundId.parse(address)
                .flatMap(id -> outbounds.byId(caller, id))
                .map(outbound -> ResponseEntity.ok()
                        .eTag("\"" + outbound.getVersion() + "\"")
                        .<Object>body(OutboundView.of(outbound)))
                .orElseGet(() -> problems.answer(AdminSubmissions.unknown("outbound", "out_", address), request));
    }

    private CompletableFuture<ResponseEntity<Object>> of(
            String address, Call call, Function<OutboundId, CompletableFuture<ResponseEntity<Object>>> next) {
        return OutboundId.parse(address)
                .map(next)
                .orElseGet(() -> submissions.refuse(AdminSubmissions.unknown("outbound", "out_", address), call));
    }

    private @Nullable ByteBuffer encrypted(@Nullable String password, Call call, OutboundId outbound) {
        return password == null ? null : secrets.encrypt(password, call.caller(), outbound);
    }
}
