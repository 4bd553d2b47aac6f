package io.sluice.ingress.keys;

import io.sluice.ingress.admission.KeyStore;
import io.sluice.ingress.admission.KeyStore.Held;
import io.sluice.ingress.admission.RoleStore;
import io.sluice.ingress.body.JsonBody;
import io.sluice.ingress.commands.Call;
import io.sluice.ingress.commands.CommandAnswers;
import io.sluice.ingress.commands.Commands;
import io.sluice.ingress.commands.Commands.Accepted;
import io.sluice.ingress.commands.Commands.NotAccepted;
import io.sluice.ingress.commands.Commands.Receipt;
import io.sluice.ingress.commands.Commands.Settled;
import io.sluice.ingress.commands.Submission;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.Problems;
import io.sluice.schemas.CommandId;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.KeySecret;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AdminCommand;
import io.sluice.schemas.avro.ApiKey;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Sends commands about keys on their way, and answers. */
@Component
final class KeySubmissions {
    /** Administration is rare and its outcome is wanted at once. */
    static final Duration WAIT_DEFAULT = Duration.ofSeconds(5);

    private final Commands commands;
    private final CommandAnswers answers;
    private final KeyStore store;
    private final RoleStore roles;
    private final Problems problems;

    KeySubmissions(Commands commands, CommandAnswers answers, KeyStore store, RoleStore roles, Problems problems) {
        this.commands = commands;
        this.answers = answers;
        this.store = store;
        this.roles = roles;
        this.problems = problems;
    }

    CompletableFuture<ResponseEntity<Object>> refuse(Problem problem, Call call) {
        return CompletableFuture.completedFuture(problems.answer(problem, call.request()));
    }

    /** @param route tells one use of an Idempotency-Key from another */
    CommandId identify(String route, JsonBody body, Call call) {
        return commands.identify(call, body.hash(route));
    }

    CompletableFuture<ResponseEntity<Object>> of(
            String address, Call call, Function<KeyId, CompletableFuture<ResponseEntity<Object>>> next) {
        return KeyId.parse(address).map(next).orElseGet(() -> refuse(unknown(address), call));
    }

    /**
     * For what gives a key something, a new life or a secret that somebody learns: only who holds all that the key
     * holds may do that, and what it holds is looked at again when the command is applied.
     */
    CompletableFuture<ResponseEntity<Object>> granting(
            KeyId key, Call call, Function<Optional<Held>, CompletableFuture<ResponseEntity<Object>>> next) {
        var held = held(key, call);
        return lacks(held, call).map(problem -> refuse(problem, call)).orElseGet(() -> next.apply(held));
    }

    /** What this node knows of a key; empty also for one that was made a moment ago, and for a live one in tests. */
    Optional<Held> held(KeyId key, Call call) {
        return store.held(key, call.caller().tenant())
                .filter(held ->
                        call.caller().environment() == Environment.LIVE || held.environment() == Environment.TEST);
    }

    /** Why the caller may not give a key anything that holds so much. */
    Optional<Problem> lacks(Optional<Held> held, Call call) {
        var caller = call.caller();
        var withheld = held.stream()
                .flatMap(those -> all(those, caller.tenant()))
                .filter(scope -> caller.withholds(scope).isPresent())
                .toList();
        if (withheld.isEmpty()) return Optional.empty();
        return Optional.of(Problem.of(
                ProblemCode.PERMISSION_DENIED,
                "The key holds " + withheld + ", "
                        + caller.withholds(withheld.getFirst()).orElseThrow() + ". You hold "
                        + caller.scopes().held() + ". Use a key that holds as much."));
    }

    private Stream<String> all(Held held, TenantId tenant) {
        var scopes = held.scopes().held().stream();
        if (held.role() == null) return scopes;
        return Stream.concat(scopes, roles.permissions(tenant, held.role()).held().stream());
    }

    /** Waits for the outcome, for as long as the caller says or else 5 seconds, and until this node goes by it. */
    CompletableFuture<ResponseEntity<Object>> change(
            String action, KeyId key, CommandId id, Call asked, Consumer<AdminCommand.Builder> set) {
        var call = asked.orWaitingFor(WAIT_DEFAULT);
        return commands.submit(submission(action, key, id, call, set))
                .thenCompose(receipt ->
                        effective(receipt).thenApply(here -> answers.answer(receipt, HttpStatus.OK, Map.of(), call)));
    }

    /** Makes a secret, and answers when it works here: at least 5 seconds are waited for that. */
    CompletableFuture<ResponseEntity<Object>> secret(
            String action,
            KeyId key,
            CommandId id,
            KeySecret secret,
            HttpStatus applied,
            Call asked,
            Consumer<AdminCommand.Builder> set) {
        var call = asked.waitingFor(longer(asked.preferences().waitFor()));
        return commands.submit(submission(action, key, id, call, set))
                .thenCompose(receipt -> shown(receipt, secret, applied, call));
    }

    /** The secret is shown when it works here, and never when an earlier request under the same key made another. */
    private CompletableFuture<ResponseEntity<Object>> shown(
            Receipt receipt, KeySecret secret, HttpStatus applied, Call call) {
        return switch (receipt) {
            case Accepted _ -> refuse(unknownYet(), call);
            case Settled(var result)
            when result.getKey() != null && isOurs(result.getKey(), secret) ->
                effective(receipt)
                        .thenApply(here -> here
                                ? answers.answer(receipt, applied, Map.of(KeyKind.SECRET, secret.reveal()), call)
                                : problems.answer(unknownYet(), call.request()));
            case Settled _ -> CompletableFuture.completedFuture(answers.answer(receipt, applied, Map.of(), call));
            case NotAccepted _ -> CompletableFuture.completedFuture(answers.answer(receipt, applied, Map.of(), call));
        };
    }

    /** Whether this node goes by what was done, so that a request after the answer finds it so. */
    CompletableFuture<Boolean> effective(Receipt receipt) {
        if (!(receipt instanceof Settled(var result)) || result.getKey() == null) {
            return CompletableFuture.completedFuture(true);
        }
        return store.reaches(result.getResourceId(), result.getKey().getVersion(), WAIT_DEFAULT);
    }

    static Submission<AdminCommand> submission(
            String action, KeyId key, CommandId id, Call call, Consumer<AdminCommand.Builder> set) {
        return new Submission<>(Topics.ADMIN_COMMANDS, "key." + action, id, call, key.text(), header -> {
            var command = AdminCommand.newBuilder().setHeader(header);
            set.accept(command);
            return command.build();
        });
    }

    private static boolean isOurs(ApiKey key, KeySecret secret) {
        return key.getKeyHash().equals(ByteBuffer.wrap(secret.hash()));
    }

    private static Duration longer(Duration asked) {
        return asked.compareTo(WAIT_DEFAULT) > 0 ? asked : WAIT_DEFAULT;
    }

    private static Problem unknownYet() {
        return Problem.unavailable(
                "It is not known yet whether the new secret works, so it is not shown. Look at the key with GET "
                        + "/v1/keys: revoke it if it was made by this request, rotate it again if it had a secret "
                        + "before.",
                2);
    }

    static Problem unknown(String address) {
        return Problem.of(
                ProblemCode.NOT_FOUND,
                "There is no key \"" + address + "\". Address one by its id (key_…), as GET /v1/keys lists it.");
    }
}
