package io.sluice.ingress.keys;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.KeyStore;
import io.sluice.ingress.admission.Requires;
import io.sluice.ingress.body.Checked.Invalid;
import io.sluice.ingress.body.Checked.Valid;
import io.sluice.ingress.body.JsonBody;
import io.sluice.ingress.commands.Call;
import io.sluice.ingress.commands.CommandAnswers;
import io.sluice.ingress.commands.Commands;
import io.sluice.ingress.commands.Commands.Accepted;
import io.sluice.ingress.commands.Commands.NotAccepted;
import io.sluice.ingress.commands.Commands.Receipt;
import io.sluice.ingress.commands.Commands.Settled;
import io.sluice.ingress.commands.Submission;
import io.sluice.ingress.lists.Listing;
import io.sluice.ingress.lists.Page;
import io.sluice.ingress.lists.Sort;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.Problems;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.KeySecret;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AdminCommand;
import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.CreateKey;
import io.sluice.schemas.avro.RevokeKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
    static final String CREATE = "key.create";
    static final String REVOKE = "key.revoke";

    /** By number, as numbers are given in the order in which keys are made. */
    private static final Listing<ApiKey> LISTING = new Listing<>(
            List.of(new Sort<>("number", "number", Sort.Type.NUMBER, key -> Long.toString(key.getNumber()))),
            List.of(),
            key -> KeyId.of(key.getId()).value());

    /** Administration is rare and its outcome is wanted at once. */
    private static final Duration WAIT_DEFAULT = Duration.ofSeconds(5);

    private final Commands commands;
    private final CommandAnswers answers;
    private final KeyRepository keys;
    private final KeyStore store;
    private final Problems problems;
    private final Clock clock;

    KeysEndpoint(
            Commands commands,
            CommandAnswers answers,
            KeyRepository keys,
            KeyStore store,
            Problems problems,
            Clock clock) {
        this.commands = commands;
        this.answers = answers;
        this.keys = keys;
        this.store = store;
        this.problems = problems;
        this.clock = clock;
    }

    @Requires("keys:write")
    @PostMapping(path = "/v1/keys", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Make a key", description = "Answers when the key works; the secret is shown this once.")
    @RequestBody(content = @Content(schema = @Schema(implementation = CreateKeyRequest.Documented.class)))
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = KeyView.class)))
    CompletableFuture<ResponseEntity<Object>> create(Call asked, JsonBody body) {
        return switch (CreateKeyRequest.read(body.fields(), asked.caller(), clock.instant())) {
            case Invalid(var problem) -> CompletableFuture.completedFuture(problems.answer(problem, asked.request()));
            case Valid(var wanted) -> {
                var id = commands.identify(asked, body.hash("POST /v1/keys"));
                var secret = KeySecret.generate(wanted.prefix());
                var call = asked.waitingFor(longer(asked.preferences().waitFor()));
                var submission = new Submission<>(
                        Topics.ADMIN_COMMANDS,
                        CREATE,
                        id,
                        call,
                        new KeyId(id.value()).text(),
                        header -> AdminCommand.newBuilder()
                                .setHeader(header)
                                .setCreateKey(createKey(wanted, secret))
                                .build());
                yield commands.submit(submission).thenCompose(receipt -> created(receipt, secret, call));
            }
        };
    }

    /** The secret is shown when it works here, and never when an earlier request under the same key made another. */
    private CompletableFuture<ResponseEntity<Object>> created(Receipt receipt, KeySecret secret, Call call) {
        return switch (receipt) {
            case Accepted _ -> CompletableFuture.completedFuture(problems.answer(unknownYet(), call.request()));
            case Settled(var result)
            when result.getKey() != null && isOurs(result.getKey(), secret) ->
                store.authenticates(result.getResourceId(), secret.hash(), WAIT_DEFAULT)
                        .thenApply(works -> works
                                ? made(receipt, Map.of(KeyKind.SECRET, secret.reveal()), call)
                                : problems.answer(unknownYet(), call.request()));
            case Settled _ -> CompletableFuture.completedFuture(made(receipt, Map.of(), call));
            case NotAccepted _ -> CompletableFuture.completedFuture(made(receipt, Map.of(), call));
        };
    }

    private ResponseEntity<Object> made(Receipt receipt, Map<String, String> secrets, Call call) {
        return answers.answer(receipt, HttpStatus.CREATED, secrets, call);
    }

    private static boolean isOurs(ApiKey key, KeySecret secret) {
        return key.getKeyHash().equals(ByteBuffer.wrap(secret.hash()));
    }

    @Requires("keys:write")
    @PostMapping("/v1/keys/{key}/revoke")
    @Operation(summary = "Revoke a key, for good")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = KeyView.class)))
    CompletableFuture<ResponseEntity<Object>> revoke(@PathVariable("key") String address, Call asked) {
        var key = KeyId.parse(address);
        if (key.isEmpty()) {
            return CompletableFuture.completedFuture(problems.answer(unknown(address), asked.request()));
        }
        var call = asked.orWaitingFor(WAIT_DEFAULT);
        var route = "POST /v1/keys/" + key.get() + "/revoke";
        var submission = new Submission<>(
                Topics.ADMIN_COMMANDS,
                REVOKE,
                commands.identify(call, route.getBytes(StandardCharsets.UTF_8)),
                call,
                key.get().text(),
                header -> AdminCommand.newBuilder()
                        .setHeader(header)
                        .setRevokeKey(new RevokeKey())
                        .build());
        return commands.submit(submission).thenApply(receipt -> answers.answer(receipt, HttpStatus.OK, Map.of(), call));
    }

    @Requires("keys:read")
    @GetMapping("/v1/keys")
    @Operation(summary = "List the keys of the tenant, newest first")
    Page<KeyView> list(Caller caller, HttpServletRequest request) {
        var query = LISTING.read(request);
        var now = clock.instant();
        return query.page(keys.list(caller, query), key -> KeyView.of(key, null, now));
    }

    @Requires("keys:read")
    @GetMapping("/v1/keys/{key}")
    @Operation(summary = "Read a key")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = KeyView.class)))
    ResponseEntity<Object> get(@PathVariable("key") String address, Caller caller, HttpServletRequest request) {
        return KeyId.parse(address)
                .flatMap(id -> keys.byId(caller, id))
                .map(key -> ResponseEntity.ok().<Object>body(KeyView.of(key, null, clock.instant())))
                .orElseGet(() -> problems.answer(unknown(address), request));
    }

    private static Duration longer(Duration asked) {
        return asked.compareTo(WAIT_DEFAULT) > 0 ? asked : WAIT_DEFAULT;
    }

    private static CreateKey createKey(CreateKeyRequest wanted, KeySecret secret) {
        return CreateKey.newBuilder()
                .setKeyHash(ByteBuffer.wrap(secret.hash()))
                .setPrefix(secret.prefix())
                .setMasked(secret.masked())
                .setName(wanted.name())
                .setDescription(wanted.description())
                .setEnvironment(wanted.environment().text())
                .setScopes(wanted.scopes())
                .setExpiresAt(wanted.expiresAt())
                .build();
    }

    private static Problem unknownYet() {
        return Problem.unavailable(
                "It is not known yet whether the key works, so its secret is not shown. Revoke the key if GET /v1/keys "
                        + "lists it, and make another.",
                2);
    }

    private static Problem unknown(String address) {
        return Problem.of(
                ProblemCode.NOT_FOUND,
                "There is no key \"" + address + "\". Address one by its id (key_…), as GET /v1/keys lists it.");
    }
}
