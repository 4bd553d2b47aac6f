package io.sluice.ingress.traffic;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.Requires;
import io.sluice.ingress.body.Checked.Invalid;
import io.sluice.ingress.body.Checked.Valid;
import io.sluice.ingress.body.JsonBody;
import io.sluice.ingress.commands.Call;
import io.sluice.ingress.commands.CommandAnswers;
import io.sluice.ingress.commands.Commands;
import io.sluice.ingress.commands.Submission;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.Problems;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.Topics;
import io.sluice.schemas.TrafficReportId;
import io.sluice.schemas.avro.TrafficCommand;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where nodes say what they have counted. */
@RestController
@Tag(name = "Traffic", description = "What nodes have counted for accounts")
final class TrafficReportsEndpoint {
    private final Commands commands;
    private final CommandAnswers answers;
    private final TrafficReportRepository reports;
    private final TrafficReportKind kind;
    private final Problems problems;
    private final Clock clock;

    TrafficReportsEndpoint(
            Commands commands,
            CommandAnswers answers,
            TrafficReportRepository reports,
            TrafficReportKind kind,
            Problems problems,
            Clock clock) {
        this.commands = commands;
        this.answers = answers;
        this.reports = reports;
        this.kind = kind;
        this.problems = problems;
        this.clock = clock;
    }

    @Requires("traffic:write")
    @PostMapping(path = "/v1/traffic-reports", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Report the traffic of up to 500 accounts",
            description = "Counters are the node's own and only grow, so a report that is repeated, late or lost does "
                    + "no harm: the next one makes up for it. What has been used is what all nodes have counted.")
    @RequestBody(content = @Content(schema = @Schema(implementation = TrafficReportRequest.Documented.class)))
    @ApiResponse(
            responseCode = "201",
            description = "with Prefer: wait",
            content = @Content(schema = @Schema(implementation = TrafficReportView.class)))
    CompletableFuture<ResponseEntity<Object>> report(Call call, JsonBody body) {
        return switch (TrafficReportRequest.read(body.fields(), clock.instant())) {
            case Invalid(var problem) -> CompletableFuture.completedFuture(problems.answer(problem, call.request()));
            case Valid(var wanted) -> {
                var id = commands.identify(call, body.hash("POST /v1/traffic-reports"));
                var submission = new Submission<>(
                        Topics.TRAFFIC_COMMANDS,
                        "traffic.report",
                        id,
                        call,
                        new TrafficReportId(id.value()).text(),
                        header -> new TrafficCommand(header, wanted.report()));
                yield commands.submit(submission)
                        .thenApply(receipt -> answers.answer(receipt, HttpStatus.CREATED, Map.of(), call));
            }
        };
    }

    @Requires("traffic:read")
    @GetMapping("/v1/traffic-reports/{report}")
    @Operation(summary = "Read what became of a report")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TrafficReportView.class)))
    ResponseEntity<Object> get(@PathVariable("report") String address, Caller caller, HttpServletRequest request) {
        return TrafficReportId.parse(address)
                .flatMap(id -> reports.byId(caller, id))
                .map(result -> kind.render(result, Map.of()))
                .map(view -> ResponseEntity.ok().<Object>body(view))
                .orElseGet(() -> problems.answer(unknown(address), request));
    }

    private static Problem unknown(String address) {
        return Problem.of(
                ProblemCode.NOT_FOUND,
                "There is no report \"" + address + "\", or it is not applied yet: its command tells. Address one by "
                        + "its id (trf_…), with a key of the same tenant and environment.");
    }
}
