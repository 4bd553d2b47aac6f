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
import io.sluice.schemas.RuleId;
import io.sluice.schemas.avro.CreateRule;
import io.sluice.schemas.avro.DeleteRule;
import io.sluice.schemas.avro.Rule;
import io.sluice.schemas.avro.UpdateRule;
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
@Tag(name = "Rules", description = "What nodes do with traffic; accounts name them by id or by name")
final class RulesEndpoint {
    private static final Listing<Rule> LISTING = new Listing<>(
            List.of(new Sort<>("name", "name", Sort.Type.TEXT, Rule::getName)),
            List.of(),
            rule -> RuleId.of(rule.getId()).value());

    private final AdminSubmissions submissions;
    private final RuleRepository rules;
    private final Problems problems;

    RulesEndpoint(AdminSubmissions submissions, RuleRepository rules, Problems problems) {
        this.submissions = submissions;
        this.rules = rules;
        this.problems = problems;
    }

    @Requires("rules:write")
    @PostMapping(path = "/v1/rules", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Make a rule")
    @RequestBody(content = @Content(schema = @Schema(implementation = RuleRequest.Documented.class)))
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = RuleView.class)))
    CompletableFuture<ResponseEntity<Object>> create(Call call, JsonBody body) {
        return switch (RuleRequest.read(body.fields())) {
            case Invalid(var problem) -> submissions.refuse(problem, call);
            case Valid(var wanted) -> {
                var id = submissions.identify("POST /v1/rules", body, call);
                var rule = new RuleId(id.value());
                var create = new CreateRule(wanted.name(), wanted.content(), wanted.priority());
                yield submissions.submit(
                        "rule.create", id, rule, HttpStatus.CREATED, call, command -> command.setCreateRule(create));
            }
        };
    }

    @Requires("rules:write")
    @RequestMapping(
            path = "/v1/rules/{rule}",
            method = {RequestMethod.PATCH, RequestMethod.PUT},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Update a rule: what is not named stays")
    @RequestBody(content = @Content(schema = @Schema(implementation = RuleUpdateRequest.Documented.class)))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RuleView.class)))
    CompletableFuture<ResponseEntity<Object>> update(@PathVariable("rule") String address, Call call, JsonBody body) {
        return of(address, call, rule -> switch (RuleUpdateRequest.read(body.fields())) {
            case Invalid(var problem) -> submissions.refuse(problem, call);
            case Valid(var wanted) -> {
                var update = new UpdateRule(wanted.name(), wanted.content(), wanted.priority());
                yield submissions.submit(
                        "rule.update",
                        submissions.identify("PATCH /v1/rules/" + rule, body, call),
                        rule,
                        HttpStatus.OK,
                        call,
                        command -> command.setUpdateRule(update));
            }
        });
    }

    @Requires("rules:delete")
    @DeleteMapping("/v1/rules/{rule}")
    @Operation(summary = "Delete a rule that no account uses")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RuleView.class)))
    CompletableFuture<ResponseEntity<Object>> delete(@PathVariable("rule") String address, Call call) {
        return of(
                address,
                call,
                rule -> submissions.submit(
                        "rule.delete",
                        submissions.identify("DELETE /v1/rules/" + rule, JsonBody.EMPTY, call),
                        rule,
                        HttpStatus.OK,
                        call,
                        command -> command.setDeleteRule(new DeleteRule())));
    }

    @Requires("rules:read")
    @GetMapping("/v1/rules")
    @Operation(summary = "List the rules by name, from the last to the first unless ?sort=name")
    Page<RuleView> list(Caller caller, HttpServletRequest request) {
        var query = LISTING.read(request);
        return query.page(rules.list(caller, query), RuleView::of);
    }

    @Requires("rules:read")
    @GetMapping("/v1/rules/{rule}")
    @Operation(summary = "Read a rule")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RuleView.class)))
    ResponseEntity<Object> get(@PathVariable("rule") String address, Caller caller, HttpServletRequest request) {
        return RuleId.parse(address)
                .flatMap(id -> rules.byId(caller, id))
                .map(rule -> ResponseEntity.ok()
                        .eTag("\"" + rule.getVersion() + "\"")
                        .<Object>body(RuleView.of(rule)))
                .orElseGet(() -> problems.answer(AdminSubmissions.unknown("rule", "rul_", address), request));
    }

    private CompletableFuture<ResponseEntity<Object>> of(
            String address, Call call, Function<RuleId, CompletableFuture<ResponseEntity<Object>>> next) {
        return RuleId.parse(address)
                .map(next)
                .orElseGet(() -> submissions.refuse(AdminSubmissions.unknown("rule", "rul_", address), call));
    }
}
