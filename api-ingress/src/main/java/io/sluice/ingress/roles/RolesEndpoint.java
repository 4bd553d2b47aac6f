package io.sluice.ingress.roles;

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
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.Problems;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.RoleId;
import io.sluice.schemas.avro.CreateRole;
import io.sluice.schemas.avro.DeleteRole;
import io.sluice.schemas.avro.Role;
import io.sluice.schemas.avro.UpdateRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
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
@Tag(name = "Roles", description = "Permissions under a name; keys and people that have a role have them")
final class RolesEndpoint {
    private static final Listing<Role> LISTING = new Listing<>(
            List.of(new Sort<>("name", "name", Sort.Type.TEXT, Role::getName)),
            List.of(),
            role -> RoleId.of(role.getId()).value());

    private final AdminSubmissions submissions;
    private final RoleRepository roles;
    private final Problems problems;

    RolesEndpoint(AdminSubmissions submissions, RoleRepository roles, Problems problems) {
        this.submissions = submissions;
        this.roles = roles;
        this.problems = problems;
    }

    @Requires("roles:write")
    @PostMapping(path = "/v1/roles", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Make a role, of permissions that you hold yourself")
    @RequestBody(content = @Content(schema = @Schema(implementation = RoleRequest.Documented.class)))
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = RoleView.class)))
    CompletableFuture<ResponseEntity<Object>> create(Call call, JsonBody body) {
        var denied = call.caller().lacksLive();
        if (denied.isPresent()) return submissions.refuse(denied.get(), call);
        return switch (RoleRequest.read(body.fields(), call.caller())) {
            case Invalid(var problem) -> submissions.refuse(problem, call);
            case Valid(var wanted) -> {
                var id = submissions.identify("POST /v1/roles", body, call);
                var create = new CreateRole(wanted.name(), wanted.description(), wanted.permissions());
                yield submissions.submit(
                        "role.create",
                        id,
                        new RoleId(id.value()),
                        HttpStatus.CREATED,
                        call,
                        command -> command.setCreateRole(create));
            }
        };
    }

    @Requires("roles:write")
    @RequestMapping(
            path = "/v1/roles/{role}",
            method = {RequestMethod.PATCH, RequestMethod.PUT},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Update a role: what is not named stays",
            description = "Works for all who have the role, within a second and without new keys.")
    @RequestBody(content = @Content(schema = @Schema(implementation = RoleUpdateRequest.Documented.class)))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RoleView.class)))
    CompletableFuture<ResponseEntity<Object>> update(@PathVariable("role") String address, Call call, JsonBody body) {
        return of(address, call, role -> switch (RoleUpdateRequest.read(body.fields(), call.caller())) {
            case Invalid(var problem) -> submissions.refuse(problem, call);
            case Valid(var wanted) -> {
                var update = new UpdateRole(wanted.name(), wanted.description(), wanted.permissions(), wanted.clear());
                yield submissions.submit(
                        "role.update",
                        submissions.identify("PATCH /v1/roles/" + role, body, call),
                        role,
                        HttpStatus.OK,
                        call,
                        command -> command.setUpdateRole(update));
            }
        });
    }

    @Requires("roles:delete")
    @DeleteMapping("/v1/roles/{role}")
    @Operation(summary = "Delete a role that nobody has")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RoleView.class)))
    CompletableFuture<ResponseEntity<Object>> delete(@PathVariable("role") String address, Call call) {
        return of(
                address,
                call,
                role -> submissions.submit(
                        "role.delete",
                        submissions.identify("DELETE /v1/roles/" + role, JsonBody.EMPTY, call),
                        role,
                        HttpStatus.OK,
                        call,
                        command -> command.setDeleteRole(new DeleteRole())));
    }

    @Requires("roles:read")
    @GetMapping("/v1/roles")
    @Operation(summary = "List the roles of the tenant by name, from the last to the first unless ?sort=name")
    Page<RoleView> list(Caller caller, HttpServletRequest request) {
        var query = LISTING.read(request);
        return query.page(roles.list(caller, query), RoleView::of);
    }

    @Requires("roles:read")
    @GetMapping("/v1/roles/{role}")
    @Operation(summary = "Read a role, by its id or its number")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RoleView.class)))
    ResponseEntity<Object> get(@PathVariable("role") String address, Caller caller, HttpServletRequest request) {
        return roles.at(caller, address)
                .map(role -> ResponseEntity.ok()
                        .eTag("\"" + role.getVersion() + "\"")
                        .<Object>body(RoleView.of(role)))
                .orElseGet(() -> problems.answer(unknown(address), request));
    }

    private CompletableFuture<ResponseEntity<Object>> of(
            String address, Call call, Function<RoleId, CompletableFuture<ResponseEntity<Object>>> next) {
        var denied = call.caller().lacksLive();
        if (denied.isPresent()) return submissions.refuse(denied.get(), call);
        return roles.id(call.caller(), address).map(next).orElseGet(() -> submissions.refuse(unknown(address), call));
    }

    private static Problem unknown(String address) {
        return Problem.of(
                ProblemCode.NOT_FOUND,
                "There is no role \"" + address + "\". Address one by its id (rol_…) or its number, as GET /v1/roles"
                        + " lists it.");
    }
}
