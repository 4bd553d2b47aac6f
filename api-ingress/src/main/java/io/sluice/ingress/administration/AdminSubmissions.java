package io.sluice.ingress.administration;

import io.sluice.ingress.body.JsonBody;
import io.sluice.ingress.commands.Call;
import io.sluice.ingress.commands.CommandAnswers;
import io.sluice.ingress.commands.Commands;
import io.sluice.ingress.commands.Submission;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.Problems;
import io.sluice.schemas.CommandId;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.ResourceId;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AdminCommand;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Sends commands of administration on their way, and answers. */
@Component
public final class AdminSubmissions {
    /** Administration is rare and its outcome is wanted at once. */
    private static final Duration WAIT_DEFAULT = Duration.ofSeconds(5);

    private final Commands commands;
    private final CommandAnswers answers;
    private final Effects effects;
    private final Problems problems;

    AdminSubmissions(Commands commands, CommandAnswers answers, Effects effects, Problems problems) {
        this.commands = commands;
        this.answers = answers;
        this.effects = effects;
        this.problems = problems;
    }

    public CompletableFuture<ResponseEntity<Object>> refuse(Problem problem, Call call) {
        return CompletableFuture.completedFuture(problems.answer(problem, call.request()));
    }

    /**
     * The id of the command that this request asks for.
     *
     * @param route tells one use of an Idempotency-Key from another
     */
    public CommandId identify(String route, JsonBody body, Call call) {
        return commands.identify(call, body.hash(route));
    }

    public CompletableFuture<ResponseEntity<Object>> submit(
            String type,
            CommandId id,
            ResourceId resource,
            HttpStatus applied,
            Call asked,
            Consumer<AdminCommand.Builder> set) {
        var call = asked.orWaitingFor(WAIT_DEFAULT);
        var submission = new Submission<>(Topics.ADMIN_COMMANDS, type, id, call, resource.text(), header -> {
            var command = AdminCommand.newBuilder().setHeader(header);
            set.accept(command);
            return command.build();
        });
        return commands.submit(submission)
                .thenCompose(receipt ->
                        effects.of(receipt).thenApply(here -> answers.answer(receipt, applied, Map.of(), call)));
    }

    public static Problem unknown(String kind, String prefix, String address) {
        return Problem.of(
                ProblemCode.NOT_FOUND,
                "There is no " + kind + " \"" + address + "\". Address one by its id (" + prefix + "…), as GET /v1/"
                        + kind + "s lists it, with a key of the same tenant and environment.");
    }
}
