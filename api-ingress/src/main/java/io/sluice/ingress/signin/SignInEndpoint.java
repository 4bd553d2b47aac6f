package io.sluice.ingress.signin;

import io.sluice.ingress.admission.Open;
import io.sluice.ingress.admission.PersonStore;
import io.sluice.ingress.admission.TenantStore;
import io.sluice.ingress.body.Checked.Invalid;
import io.sluice.ingress.body.Checked.Valid;
import io.sluice.ingress.body.JsonBody;
import io.sluice.ingress.commands.Commands.Accepted;
import io.sluice.ingress.commands.Commands.NotAccepted;
import io.sluice.ingress.commands.Commands.Receipt;
import io.sluice.ingress.commands.Commands.Settled;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.Problems;
import io.sluice.ingress.signin.SignInRequest.ByPassword;
import io.sluice.ingress.signin.SignInRequest.ByRefreshToken;
import io.sluice.ingress.tokens.AccessToken;
import io.sluice.ingress.tokens.AccessTokens;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.SessionId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.Session;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Signing in", description = "Tokens for people, who send them in the place of a key")
final class SignInEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(SignInEndpoint.class);

    /** What one session may ask for at once; then one request a second. */
    private static final int REQUESTS_AT_ONCE = 60;

    private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(1);
    private static final int SESSIONS_MAX = 100_000;

    /** Where nobody is, so that looking for somebody takes as long as anywhere. */
    private static final TenantId NOWHERE = new TenantId(new UUID(0, 0));

    private final PasswordCheck passwords;
    private final SignInRepository people;
    private final TenantStore tenants;
    private final PersonStore store;
    private final Sessions sessions;
    private final RefreshTokens refreshTokens;
    private final AccessTokens accessTokens;
    private final Problems problems;
    private final Clock clock;
    private final Pace<SessionId> pace = new Pace<>(REQUESTS_AT_ONCE, BETWEEN_REQUESTS, SESSIONS_MAX);

    SignInEndpoint(
            PasswordCheck passwords,
            SignInRepository people,
            TenantStore tenants,
            PersonStore store,
            Sessions sessions,
            RefreshTokens refreshTokens,
            AccessTokens accessTokens,
            Problems problems,
            Clock clock) {
        this.passwords = passwords;
        this.people = people;
        this.tenants = tenants;
        this.store = store;
        this.sessions = sessions;
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        this.problems = problems;
        this.clock = clock;
    }

    @Open
    @PostMapping(path = "/v1/auth/token", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Sign in, or get new tokens for a refresh token",
            description = "An access token is good for five minutes, a refresh token once. Where its answer was lost,"
                    + " it brings the same next one again for a minute, as long as that one is not used; otherwise to"
                    + " use one again ends the session. From the fifth attempt on, an address has to wait before it"
                    + " tries the same person, and after sixty before it tries anybody new.")
    @SecurityRequirements
    @RequestBody(content = @Content(schema = @Schema(implementation = SignInRequest.Documented.class)))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TokensView.class)))
    CompletableFuture<ResponseEntity<Object>> token(JsonBody body, HttpServletRequest request) {
        var hash = body.hash("POST /v1/auth/token");
        return switch (SignInRequest.read(body.fields())) {
            case Invalid(var problem) -> refused(problem, request);
            case Valid(ByPassword wanted) -> signIn(wanted, hash, request);
            case Valid(ByRefreshToken(var text)) ->
                refreshTokens
                        .read(text)
                        .map(token -> inTime(
                                token,
                                request,
                                () -> sessions.refresh(token, hash, request)
                                        .thenApplyAsync(
                                                receipt -> tokens(receipt, request), Thread::startVirtualThread)))
                        .orElseGet(() -> refused(forged(), request));
        };
    }

    private CompletableFuture<ResponseEntity<Object>> signIn(
            ByPassword wanted, byte[] hash, HttpServletRequest request) {
        // Its id and its slug are one tenant, so that nobody has the free attempts twice.
        var found = tenants.find(wanted.tenant());
        var tenant = found.orElse(NOWHERE);
        var where = found.map(TenantId::text).orElse(wanted.tenant());
        return switch (passwords.of(tenant, where, wanted.email(), wanted.password(), request)) {
            case PasswordCheck.TooSoon(var delay) -> refused(SignInGuard.tooSoon(delay), request);
            case PasswordCheck.Wrong _ -> refused(wrong(), request);
            case PasswordCheck.Right(var person) ->
                sessions.open(tenant, wanted.environment(), person, hash, request)
                        .thenApplyAsync(receipt -> tokens(receipt, request), Thread::startVirtualThread);
        };
    }

    @Open
    @PostMapping(path = "/v1/auth/revoke", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Sign out: end the session of a refresh token",
            description = "Its access tokens are good no longer, within a second.")
    @SecurityRequirements
    @RequestBody(content = @Content(schema = @Schema(implementation = SignOutRequest.Documented.class)))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SessionView.class)))
    CompletableFuture<ResponseEntity<Object>> revoke(JsonBody body, HttpServletRequest request) {
        return switch (SignOutRequest.read(body.fields())) {
            case Invalid(var problem) -> refused(problem, request);
            case Valid(var wanted) ->
                refreshTokens
                        .read(wanted.refreshToken())
                        .map(token -> inTime(
                                token,
                                request,
                                () -> sessions.end(token, body.hash("POST /v1/auth/revoke"), request)
                                        .thenApply(receipt -> answer(receipt, this::ended, request))))
                        .orElseGet(() -> refused(forged(), request));
        };
    }

    /** Each request of these is a command, and anybody who has signed in once may send any number of them. */
    private CompletableFuture<ResponseEntity<Object>> inTime(
            RefreshToken token, HttpServletRequest request, Supplier<CompletableFuture<ResponseEntity<Object>>> next) {
        if (store.hasEnded(token.session())) return refused(over(), request);
        return pace.next(token.session(), clock.instant())
                .map(delay -> refused(tooOften(delay), request))
                .orElseGet(next);
    }

    /**
     * The tokens of a session that goes on. A request that is repeated under its Idempotency-Key has the outcome of
     * then, and its session may have ended since, or have newer tokens.
     */
    private ResponseEntity<Object> tokens(Receipt receipt, HttpServletRequest request) {
        try {
            boolean isPast = receipt instanceof Settled(var result)
                    && result.getSession() != null
                    && !people.isGood(RefreshToken.of(result.getSession()), clock.instant());
            return isPast ? problems.answer(past(), request) : answer(receipt, this::tokens, request);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("tokens were not given, for the database does not tell whether their session goes on", e);
            return problems.answer(unknownYet(), request);
        }
    }

    private ResponseEntity<Object> answer(Receipt receipt, Function<Session, Object> view, HttpServletRequest request) {
        return switch (receipt) {
            case Accepted _ -> problems.answer(unknownYet(), request);
            case NotAccepted(var problem) -> problems.answer(problem, request);
            case Settled(var result)
            when result.getError() != null ->
                problems.answer(result.getError().getCode(), result.getError().getDetail(), request);
            case Settled(var result) ->
                ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(view.apply(result.getSession()));
        };
    }

    /** The other nodes hear of it as soon as they read it. */
    private SessionView ended(Session session) {
        store.end(SessionId.of(session.getId()));
        return SessionView.of(session);
    }

    private TokensView tokens(Session session) {
        var refresh = RefreshToken.of(session);
        var access = new AccessToken(
                refresh.person(), refresh.tenant(), refresh.environment(), refresh.session(), session.getGeneration());
        return new TokensView(
                accessTokens.issue(access, clock.instant()),
                "Bearer",
                AccessTokens.LIFE.toSeconds(),
                refreshTokens.write(refresh),
                session.getExpiresAt(),
                session.getId(),
                session.getPersonId(),
                session.getTenantId(),
                session.getEnvironment());
    }

    private CompletableFuture<ResponseEntity<Object>> refused(Problem problem, HttpServletRequest request) {
        return CompletableFuture.completedFuture(problems.answer(problem, request));
    }

    private static Problem wrong() {
        return Problem.of(
                ProblemCode.CREDENTIALS_INVALID,
                "Nobody signs in to this tenant with this address and this password. Correct them, or have a new"
                        + " password set by who keeps the users of the tenant.");
    }

    private static Problem forged() {
        return Problem.of(
                ProblemCode.TOKEN_INVALID, "This is no refresh token of ours. Send it whole, or sign in again.");
    }

    private static Problem over() {
        return Problem.of(ProblemCode.TOKEN_INVALID, "The session has ended. Sign in again.");
    }

    private static Problem tooOften(Duration delay) {
        long seconds = delay.toSeconds() + 1;
        return Problem.of(
                        ProblemCode.TOO_MANY_ATTEMPTS,
                        "Tokens of this session were asked for too often. Wait " + seconds + " s, and use those that"
                                + " you have for their five minutes.")
                .with(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }

    private static Problem past() {
        return Problem.of(
                ProblemCode.TOKEN_INVALID,
                "This request was answered before, and the session has ended since or has newer tokens. Use those, or"
                        + " sign in again under another Idempotency-Key.");
    }

    private static Problem unknownYet() {
        return Problem.unavailable("What became of the session was not heard in time. Repeat the request.", 1);
    }
}
