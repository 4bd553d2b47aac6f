package io.sluice.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.system.stack.Answer;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** People: they sign in, work with tokens, and are stopped. */
class SigningInTest {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final String PASSWORD = "correct horse battery";

    private final Sluice sluice = Sluice.shared();
    private final Api admin = sluice.admin();
    private final String email = Sluice.unique("person") + "@example.com";

    @Test
    void aPersonWhoSignsInWorksWithATokenInThePlaceOfAKey() {
        var made = make("tenant_admin");
        var tokens = signIn(PASSWORD);
        assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
        assertThat(tokens.json().at("/expires_in").asInt()).isEqualTo(300);
        var ada = holder(tokens);
        assertThat(ada.get("/v1/users/me").text("/id")).isEqualTo(made.text("/id"));
        assertThat(ada.post("/v1/keys", "{\"name\":\"by ada\",\"scopes\":[\"accounts:read\"]}")
                        .status())
                .isEqualTo(201);
        assertThat(ada.get("/v1/accounts").status()).isEqualTo(200);
        assertThat(ada.with("X-API-Key", sluice.adminKey()).get("/v1/accounts").text("/error_code"))
                .isEqualTo("CREDENTIALS_CONFLICT");
    }

    @Test
    void whatIsWrongWithACredentialIsNotTold() {
        make("customer");
        var wrong = signIn("wrong horse battery");
        var unknown = signIn("default", Sluice.unique("eve") + "@example.com", PASSWORD);
        var elsewhere = signIn("no-such-tenant", email, PASSWORD);
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text("/error_code")).isEqualTo("CREDENTIALS_INVALID");
        assertThat(unknown.text("/detail")).isEqualTo(wrong.text("/detail"));
        assertThat(elsewhere.text("/detail")).isEqualTo(wrong.text("/detail"));
    }

    @Test
    void aForgedTokenIsRefused() {
        make("customer");
        var token = signIn(PASSWORD).text("/access_token");
        var forged = token.substring(0, token.length() - 8) + "AAAAAAAA";
        var refused =
                sluice.anonymous().with("Authorization", "Bearer " + forged).get("/v1/users/me");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("/error_code")).isEqualTo("TOKEN_INVALID");
        assertThat(refresh("rft_" + "0".repeat(103)).text("/error_code")).isEqualTo("TOKEN_INVALID");
    }

    @Test
    void aRefreshTokenIsGoodOnceAndItsReuseEndsTheSession() {
        make("customer");
        var first = signIn(PASSWORD);
        var second = refresh(first.text("/refresh_token"));
        assertThat(second.status()).as(second.toString()).isEqualTo(200);
        assertThat(holder(second).get("/v1/users/me").status()).isEqualTo(200);
        var third = refresh(second.text("/refresh_token"));
        assertThat(third.status()).isEqualTo(200);
        // Somebody has kept a token of before.
        assertThat(refresh(first.text("/refresh_token")).text("/error_code")).isEqualTo("TOKEN_INVALID");
        assertThat(refresh(third.text("/refresh_token")).text("/error_code")).isEqualTo("TOKEN_INVALID");
        await().atMost(SOON).until(() -> holder(third).get("/v1/users/me").status() == 401);
    }

    /** Who has not heard the answer asks again, and loses nothing. */
    @Test
    void aRefreshIsRepeatedForTheSameTokenUntilThatOneIsUsed() {
        make("customer");
        var first = signIn(PASSWORD);
        var one = refresh(first.text("/refresh_token"));
        var other = refresh(first.text("/refresh_token"));
        assertThat(other.status()).as(other.toString()).isEqualTo(200);
        assertThat(other.text("/refresh_token")).isEqualTo(one.text("/refresh_token"));
        var next = refresh(other.text("/refresh_token"));
        assertThat(next.status()).isEqualTo(200);
        assertThat(refresh(first.text("/refresh_token")).text("/error_code")).isEqualTo("TOKEN_INVALID");
        assertThat(refresh(next.text("/refresh_token")).text("/error_code")).isEqualTo("TOKEN_INVALID");
    }

    /** A password takes its time to check, on purpose; those who sign in wait or come again, and nobody else. */
    @Test
    void whenTooManySignInAtOnceTheyAreToldToComeAgain() {
        make("customer");
        int atOnce = 200 * Runtime.getRuntime().availableProcessors();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var attempts = IntStream.range(0, atOnce)
                    .mapToObj(n -> threads.submit(() -> signInFrom("10.9." + n / 250 + "." + n % 250, n + email)))
                    .toList();
            for (int n = 0; n < 10; n++) {
                assertThat(admin.get("/v1/scopes").status()).isEqualTo(200);
            }
            var answers = attempts.stream().map(SigningInTest::get).toList();
            assertThat(answers).extracting(Answer::status).containsOnly(401, 503);
            var busy = answers.stream().filter(answer -> answer.status() == 503).toList();
            assertThat(busy).isNotEmpty().allSatisfy(answer -> {
                assertThat(answer.text("/detail")).startsWith("Too many passwords are being checked");
                assertThat(answer.header("Retry-After")).hasValue("1");
            });
        }
        assertThat(signIn(PASSWORD).status()).isEqualTo(200);
    }

    /** One password for everybody is no way around, and whoever comes from elsewhere signs in meanwhile. */
    @Test
    void whoTriesOnePasswordForEverybodyHasToWait() {
        make("customer");
        var sprayer = "10.8.0." + ThreadLocalRandom.current().nextInt(1, 250);
        var last = signInFrom(sprayer, Sluice.unique("nobody") + "@example.com");
        for (int n = 0; n < 70 && last.status() == 401; n++) {
            last = signInFrom(sprayer, Sluice.unique("nobody") + "@example.com");
        }
        assertThat(last.status()).as(last.toString()).isEqualTo(429);
        assertThat(last.header("Retry-After")).isPresent();
        assertThat(signIn(PASSWORD).status()).isEqualTo(200);
    }

    /** Of one address few wait for their turn, so that it does not keep everybody else from theirs. */
    @Test
    void oneAddressDoesNotTakeAllTurns() {
        make("customer");
        var busy = "10.7.0." + ThreadLocalRandom.current().nextInt(1, 250);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var attempts = IntStream.range(0, 50)
                    .mapToObj(n -> threads.submit(() -> signInFrom(busy, n + email)))
                    .toList();
            assertThat(signIn(PASSWORD).status()).isEqualTo(200);
            assertThat(attempts.stream().map(SigningInTest::get))
                    .extracting(Answer::status)
                    .contains(503);
        }
    }

    /** Each refresh is a command; whoever has signed in once may not have any number of them. */
    @Test
    void tokensAreNotAskedForWithoutAnEnd() {
        make("customer");
        var token = signIn(PASSWORD).text("/refresh_token");
        var last = refresh(token);
        for (int n = 0; n < 200 && last.status() == 200; n++) last = refresh(token);
        assertThat(last.status()).as(last.toString()).isEqualTo(429);
        assertThat(last.header("Retry-After")).isPresent();
    }

    /** Who has not heard the answer asks again under the same key, and loses nothing. */
    @Test
    void aRefreshIsRepeatedUnderAnIdempotencyKey() {
        make("customer");
        var first = signIn(PASSWORD);
        var caller = sluice.anonymous().under(Sluice.unique("refresh"));
        var body = "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"" + first.text("/refresh_token") + "\"}";
        var one = caller.post("/v1/auth/token", body);
        var other = caller.post("/v1/auth/token", body);
        assertThat(other.text("/refresh_token")).isEqualTo(one.text("/refresh_token"));
        assertThat(refresh(other.text("/refresh_token")).status()).isEqualTo(200);
        // From then on there are newer tokens, and whoever repeats it is not the one who has them.
        assertThat(caller.post("/v1/auth/token", body).text("/error_code")).isEqualTo("TOKEN_INVALID");
    }

    /** A repetition has the outcome of then; what has ended since is not given anew. */
    @Test
    void nothingIsRepeatedOfASessionThatHasEnded() {
        make("customer");
        var caller = sluice.anonymous().under(Sluice.unique("sign-in"));
        var byPassword = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD);
        var first = caller.post("/v1/auth/token", byPassword);
        assertThat(caller.post("/v1/auth/token", byPassword).text("/refresh_token"))
                .isEqualTo(first.text("/refresh_token"));
        var again = sluice.anonymous().under(Sluice.unique("refresh"));
        var byToken = "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"" + first.text("/refresh_token") + "\"}";
        var second = again.post("/v1/auth/token", byToken);
        assertThat(second.status()).as(second.toString()).isEqualTo(200);
        signOut(second);
        assertThat(again.post("/v1/auth/token", byToken).text("/error_code")).isEqualTo("TOKEN_INVALID");
        assertThat(caller.post("/v1/auth/token", byPassword).text("/error_code"))
                .isEqualTo("TOKEN_INVALID");
    }

    @Test
    void signingOutEndsTheSession() {
        make("customer");
        var tokens = signIn(PASSWORD);
        var elsewhere = signIn(PASSWORD);
        assertThat(signOut(tokens).json().at("/ended_at").isNull()).isFalse();
        assertThat(refresh(tokens.text("/refresh_token")).status()).isEqualTo(401);
        assertThat(holder(tokens).get("/v1/users/me").text("/error_code")).isEqualTo("TOKEN_INVALID");
        assertThat(holder(elsewhere).get("/v1/users/me").status()).isEqualTo(200);
    }

    private Answer signOut(Answer tokens) {
        var body = "{\"refresh_token\":\"" + tokens.text("/refresh_token") + "\"}";
        var ended = sluice.anonymous().post("/v1/auth/revoke", body);
        assertThat(ended.status()).as(ended.toString()).isEqualTo(200);
        return ended;
    }

    @Test
    void whoIsStoppedIsStoppedWithinASecond() {
        var made = make("tenant_admin");
        var tokens = signIn(PASSWORD);
        assertThat(holder(tokens).get("/v1/keys").status()).isEqualTo(200);
        patch(made, "{\"status\":\"disabled\"}");
        await().atMost(SOON)
                .until(() -> holder(tokens).get("/v1/keys").text("/error_code").equals("TOKEN_INVALID"));
        assertThat(refresh(tokens.text("/refresh_token")).status()).isEqualTo(401);
        assertThat(signIn(PASSWORD).status()).isEqualTo(401);
        patch(made, "{\"status\":\"active\"}");
        assertThat(signIn(PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void aNewPasswordEndsWhatTheOldOneGave() {
        make("customer");
        var before = signIn(PASSWORD);
        var changed =
                patchMe(before, "{\"password\":\"another horse battery\",\"current_password\":\"" + PASSWORD + "\"}");
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        assertThat(changed.toString()).doesNotContain("another horse", "argon2");
        await().atMost(SOON).until(() -> holder(before).get("/v1/users/me").status() == 401);
        assertThat(refresh(before.text("/refresh_token")).status()).isEqualTo(401);
        assertThat(signIn(PASSWORD).status()).isEqualTo(401);
        assertThat(signIn("another horse battery").status()).isEqualTo(200);
    }

    /** Whoever finds a token has it for minutes, and does not come by the account. */
    @Test
    void nobodyChangesWhatItSignsInByWithoutThePassword() {
        var made = make("customer");
        var tokens = signIn(PASSWORD);
        for (var change : new String[] {"\"password\":\"another horse battery\"", "\"email\":\"eve@example.com\""}) {
            assertThat(patchMe(tokens, "{" + change + "}").text("/errors/0/pointer"))
                    .isEqualTo("/current_password");
            var guessed = patchMe(tokens, "{" + change + ",\"current_password\":\"wrong horse battery\"}");
            assertThat(guessed.status()).as(guessed.toString()).isEqualTo(422);
            assertThat(guessed.text("/detail")).isEqualTo("/current_password is not your password");
        }
        var last = patchMe(tokens, "{\"password\":\"another horse battery\",\"current_password\":\"x\"}");
        for (int n = 0; n < 6 && last.status() == 422; n++) {
            last = patchMe(tokens, "{\"password\":\"another horse battery\",\"current_password\":\"x\"}");
        }
        assertThat(last.status()).as(last.toString()).isEqualTo(429);
        assertThat(patchMe(tokens, "{\"name\":\"Ada\"}").status()).isEqualTo(200);
        patch(made, "{\"password\":\"another horse battery\"}");
        assertThat(patchMe(tokens, "{\"name\":\"Eve\"}").status()).isEqualTo(401);
    }

    private Answer patchMe(Answer tokens, String body) {
        return holder(tokens).with("Content-Type", "application/json").send("PATCH", "/v1/users/me", body);
    }

    /** Twenty wrong passwords from one address take longer and longer, for this person alone. */
    @Test
    void whoGuessesHasToWait() {
        make("customer");
        var last = signIn("wrong horse battery");
        for (int n = 0; n < 6 && last.status() == 401; n++) last = signIn("wrong horse battery");
        assertThat(last.status()).isEqualTo(429);
        assertThat(last.text("/error_code")).isEqualTo("TOO_MANY_ATTEMPTS");
        assertThat(last.response().headers().firstValue("Retry-After")).isPresent();
        var id = admin.get("/v1/tenants/default").text("/id");
        assertThat(signIn(id, email, "wrong horse battery").status()).isEqualTo(429);
        var other = Sluice.unique("bob") + "@example.com";
        assertThat(admin.post("/v1/users", body(other, "customer")).status()).isEqualTo(201);
        assertThat(signIn("default", other, PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void aTokenForTestsIsForTestsAlone() {
        make("tenant_admin");
        var tokens = sluice.anonymous()
                .post(
                        "/v1/auth/token",
                        "{\"email\":\"%s\",\"password\":\"%s\",\"environment\":\"test\"}".formatted(email, PASSWORD));
        var account =
                holder(tokens).waiting().post("/v1/accounts", "{\"username\":\"" + Sluice.unique("by-ada") + "\"}");
        assertThat(account.text("/environment")).as(account.toString()).isEqualTo("test");
        assertThat(holder(tokens).get("/v1/users").status()).isEqualTo(403);
    }

    private Answer make(String kind) {
        var made = admin.post("/v1/users", body(email, kind));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(made.toString()).doesNotContain(PASSWORD, "argon2");
        return made;
    }

    private static String body(String email, String kind) {
        return "{\"email\":\"%s\",\"password\":\"%s\",\"kind\":\"%s\"}".formatted(email, PASSWORD, kind);
    }

    private Answer signIn(String password) {
        return signIn("default", email, password);
    }

    private Answer signIn(String tenant, String email, String password) {
        return sluice.anonymous()
                .post(
                        "/v1/auth/token",
                        "{\"tenant\":\"%s\",\"email\":\"%s\",\"password\":\"%s\"}".formatted(tenant, email, password));
    }

    /** From an address of its own, as the proxy in front tells it. */
    private Answer signInFrom(String address, String email) {
        return sluice.anonymous()
                .with("X-Forwarded-For", address)
                .post("/v1/auth/token", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD));
    }

    private Answer refresh(String token) {
        return sluice.anonymous()
                .post("/v1/auth/token", "{\"grant_type\":\"refresh_token\",\"refresh_token\":\"" + token + "\"}");
    }

    private Api holder(Answer tokens) {
        return sluice.anonymous().with("Authorization", "Bearer " + tokens.text("/access_token"));
    }

    private void patch(Answer person, String body) {
        var changed =
                admin.with("Content-Type", "application/json").send("PATCH", "/v1/users/" + person.text("/id"), body);
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
