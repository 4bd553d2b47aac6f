package io.sluice.ingress.admission;

import static io.sluice.ingress.admission.KeyRecords.ID;
import static io.sluice.ingress.admission.KeyRecords.key;
import static io.sluice.ingress.admission.KeyRecords.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.tokens.AccessToken;
import io.sluice.ingress.tokens.TokenReading;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeySecret;
import io.sluice.schemas.PersonId;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.SessionId;
import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.Person;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final PersonId PERSON = new PersonId(new UUID(3, 3));
    private static final SessionId SESSION = new SessionId(new UUID(4, 4));
    private static final Credential TOKEN = new Credential.Secret("eyJ.e30.c2ln");
    private static final String CHALLENGE = "Bearer realm=\"sluice\"";

    private final String secret = KeySecret.generate("sk_live_").reveal();
    private final KeyStore keys = new KeyStore();
    private final RoleStore roles = new RoleStore();
    private final PersonStore people = new PersonStore(roles);
    private TokenReading token = new TokenReading.Foreign();
    private final Gate gate = gate(() -> true, now -> true);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            case                             | status  | expiresInMs | scope          | answer
            all is well                      | active  |             | accounts:read  | ADMITTED
            the word of older integrations   | active  |             | users:read     | ADMITTED
            no scope is asked for            | active  |             | any            | ADMITTED
            a millisecond before its end     | active  |  1          | accounts:read  | ADMITTED
            exactly at its end               | active  |  0          | accounts:read  | API_KEY_EXPIRED
            after its end                    | active  | -1          | accounts:read  | API_KEY_EXPIRED
            marked as expired ahead of time  | expired |  1          | accounts:read  | ADMITTED
            inactive                         | inactive |            | accounts:read  | API_KEY_INACTIVE
            inactive, before expired         | inactive | -1         | accounts:read  | API_KEY_INACTIVE
            deleted                          | deleted |             | accounts:read  | API_KEY_INVALID
            revoked                          | revoked |             | accounts:read  | API_KEY_REVOKED
            lacking the scope                | active  |             | accounts:write | PERMISSION_DENIED
            revoked, before expired          | revoked | -1          | accounts:read  | API_KEY_REVOKED
            revoked, before lacking a scope  | revoked |             | accounts:write | API_KEY_REVOKED
            expired, before lacking a scope  | active  | -1          | accounts:write | API_KEY_EXPIRED
            revoked, expired and lacking all | revoked | -1          | accounts:write | API_KEY_REVOKED
            revoked, though no scope is asked | revoked |            | any            | API_KEY_REVOKED
            expired, though no scope is asked | active  | -1         | any            | API_KEY_EXPIRED
            """)
    void answersWithTheFirstThingThatIsWrong(
            String name, String status, @Nullable Long expiresInMs, String scope, String answer) {
        put(
                keys,
                key(secret, 1)
                        .setStatus(status)
                        .setExpiresAt(expiresInMs == null ? null : NOW.plusMillis(expiresInMs))
                        .build());
        var decision = gate.admit(new Credential.Secret(secret), scope, () -> KeyRecords.HERE, NOW);
        assertThat(shown(decision)).isEqualTo(answer);
    }

    // Both secrets are one key, and the older one ends by the clock of this node, whatever else it hears of.
    @ParameterizedTest(name = "{0} ms before the end of the grace")
    @CsvSource({"1, ADMITTED", "0, API_KEY_EXPIRED", "-1, API_KEY_EXPIRED"})
    void admitsTheSecretBeforeUntilTheInstantAtWhichItEnds(long endsInMs, String answer) {
        var newer = KeySecret.generate("sk_live_").reveal();
        put(
                keys,
                key(newer, 2)
                        .setPreviousKeyHash(ByteBuffer.wrap(KeySecret.hash(secret)))
                        .setPreviousEndsAt(NOW.plusMillis(endsInMs))
                        .build());
        assertThat(shown(gate.admit(new Credential.Secret(secret), "accounts:read", () -> KeyRecords.HERE, NOW)))
                .isEqualTo(answer);
        assertThat(shown(gate.admit(new Credential.Secret(newer), "accounts:read", () -> KeyRecords.HERE, NOW)))
                .isEqualTo("ADMITTED");
    }

    @Test
    void admitsTheCallerThatTheKeyStandsFor() {
        put(keys, key(secret, 1).setEnvironment("test").build());
        assertThat(gate.admit(new Credential.Secret(secret), "accounts:read", () -> KeyRecords.HERE, NOW))
                .isInstanceOfSatisfying(Gate.Admitted.class, admitted -> {
                    assertThat(admitted.caller().principal()).isEqualTo(ID);
                    assertThat(admitted.caller().tenant()).isEqualTo(KeyRecords.TENANT);
                    assertThat(admitted.caller().environment()).isEqualTo(Environment.TEST);
                });
    }

    @Test
    void refusesARequestWithoutACredentialAndSaysHowToSendOne() {
        var problem = refusal(new Credential.Absent());
        assertThat(problem.code()).isEqualTo(ProblemCode.API_KEY_INVALID);
        assertThat(problem.detail()).contains("No credential", "Authorization: Bearer <key>", "X-API-Key: <key>");
        assertThat(problem.headers()).containsEntry("WWW-Authenticate", CHALLENGE);
    }

    @Test
    void refusesAnotherScheme() {
        var problem = refusal(new Credential.OtherScheme());
        assertThat(problem.code()).isEqualTo(ProblemCode.API_KEY_INVALID);
        assertThat(problem.detail()).contains("must be `Bearer <key>`");
        assertThat(problem.headers()).containsEntry("WWW-Authenticate", CHALLENGE);
    }

    @Test
    void refusesTwoDifferentCredentialsAsAMistakeOfTheRequest() {
        var problem = refusal(new Credential.Ambiguous());
        assertThat(problem.code()).isEqualTo(ProblemCode.CREDENTIALS_CONFLICT);
        assertThat(problem.code().status()).isEqualTo(400);
        assertThat(problem.headers()).isEmpty();
    }

    @Test
    void tellsAMistypedKeyByItsChecksum() {
        put(keys, active());
        var mistyped = secret.substring(0, secret.length() - 1) + (secret.endsWith("x") ? "y" : "x");
        var problem = refusal(new Credential.Secret(mistyped));
        assertThat(problem.code()).isEqualTo(ProblemCode.API_KEY_INVALID);
        assertThat(problem.detail()).contains("mistyped or cut").doesNotContain(mistyped);
        assertThat(problem.headers()).containsEntry("WWW-Authenticate", CHALLENGE);
    }

    @Test
    void tellsAnUnknownKeyFromAMistypedOne() {
        put(keys, active());
        var unknown = KeySecret.generate("sk_live_").reveal();
        var problem = refusal(new Credential.Secret(unknown));
        assertThat(problem.code()).isEqualTo(ProblemCode.API_KEY_INVALID);
        assertThat(problem.detail()).contains("No key has this secret").doesNotContain(unknown);
        assertThat(problem.headers()).containsEntry("WWW-Authenticate", CHALLENGE);
    }

    // It may be one of another system that was never imported, and that has no checksum.
    @Test
    void doesNotCallMistypedWhatHasNoPrefixOfOurs() {
        var problem = refusal(new Credential.Secret("another system's secret"));
        assertThat(problem.detail()).contains("No key has this secret");
    }

    // Until every key is read, one that is not found may exist and one that is found may be revoked.
    @Test
    void neitherAdmitsNorRefusesAKeyBeforeAllKeysAreRead() {
        put(keys, active());
        var starting = gate(() -> false, now -> true);
        for (var presented : List.of(secret, KeySecret.generate("sk_live_").reveal(), "mistyped")) {
            assertThat(starting.admit(new Credential.Secret(presented), "accounts:read", () -> KeyRecords.HERE, NOW))
                    .isInstanceOfSatisfying(Gate.Refused.class, refused -> {
                        assertThat(refused.problem().code()).isEqualTo(ProblemCode.UNAVAILABLE);
                        assertThat(refused.problem().headers()).containsEntry("Retry-After", "1");
                    });
        }
    }

    // A key that is known may have been revoked since.
    @Test
    void refusesEveryoneWhenItsKeysAreStale() {
        put(keys, active());
        var stale = gate(() -> true, now -> false);
        assertThat(stale.admit(new Credential.Secret(secret), "accounts:read", () -> KeyRecords.HERE, NOW))
                .isInstanceOfSatisfying(Gate.Refused.class, refused -> {
                    assertThat(refused.problem().code()).isEqualTo(ProblemCode.UNAVAILABLE);
                    assertThat(refused.problem().headers()).containsEntry("Retry-After", "5");
                });
    }

    // An operator may choose the first key freely, so what is not of our form must be looked up all the same.
    @Test
    void admitsAKnownSecretThatIsNotOfOurForm() {
        var chosen = "an operator chose this one, long and plain";
        put(keys, key(chosen, 1).build());
        assertThat(shown(gate.admit(new Credential.Secret(chosen), "accounts:read", () -> KeyRecords.HERE, NOW)))
                .isEqualTo("ADMITTED");
    }

    /** Whatever the form, and access tokens are tokens before they are anything else. */
    @Test
    void admitsAKnownSecretThatLooksLikeAToken() {
        put(keys, KeyRecords.active("eyJ.e30.c2ln", 1));
        assertThat(shown(gate.admit(TOKEN, "accounts:read", () -> KeyRecords.HERE, NOW)))
                .isEqualTo("ADMITTED");
        token = new TokenReading.Past();
        assertThat(shown(gate.admit(TOKEN, "accounts:read", () -> KeyRecords.HERE, NOW)))
                .isEqualTo("TOKEN_INVALID");
    }

    @Test
    void challengesWhoeverComesWithAKeyThatNoLongerWorks() {
        put(keys, key(secret, 1).setStatus("revoked").build());
        assertThat(refusal(new Credential.Secret(secret)).headers()).containsEntry("WWW-Authenticate", CHALLENGE);
        put(keys, key(secret, 2).setExpiresAt(NOW).build());
        assertThat(refusal(new Credential.Secret(secret)).headers()).containsEntry("WWW-Authenticate", CHALLENGE);
    }

    @Test
    void namesTheScopeThatIsLackingAndThoseThatAreHeldAndDoesNotChallenge() {
        put(keys, active());
        assertThat(gate.admit(new Credential.Secret(secret), "keys:write", () -> KeyRecords.HERE, NOW))
                .isInstanceOfSatisfying(Gate.Refused.class, refused -> {
                    assertThat(refused.problem().detail()).contains("`keys:write`", "[accounts:read]");
                    assertThat(refused.problem().headers()).isEmpty();
                });
    }

    @Test
    void admitsThePersonOfATokenThatIsGood() {
        people.put(person("tenant_admin").build());
        token = new TokenReading.Good(said(0));
        assertThat(gate.admit(TOKEN, "keys:write", () -> KeyRecords.HERE, NOW))
                .isInstanceOfSatisfying(Gate.Admitted.class, admitted -> {
                    assertThat(admitted.caller().principal()).isEqualTo(PERSON);
                    assertThat(admitted.caller().tenant()).isEqualTo(KeyRecords.TENANT);
                    assertThat(admitted.caller().environment()).isEqualTo(Environment.TEST);
                    assertThat(admitted.caller().reach()).isEqualTo(Reach.TENANT);
                });
    }

    @Test
    void refusesATokenThatIsNotGood() {
        people.put(person("tenant_admin").build());
        assertThat(shown(gate.admit(TOKEN, "keys:write", () -> KeyRecords.HERE, NOW)))
                .isEqualTo("TOKEN_INVALID");
    }

    /** What nobody here has signed counts like a key that nobody has; what ran out does not. */
    @Test
    void holdsBackWhoTriesManyForgedTokens() {
        people.put(person("tenant_admin").build());
        var impatient = gate(new UnknownKeys(new UnknownKeySettings(3, Duration.ofMinutes(1))));
        var answers = Stream.generate(() -> shown(impatient.admit(TOKEN, "keys:write", () -> KeyRecords.HERE, NOW)));
        assertThat(answers.limit(4))
                .containsExactly("TOKEN_INVALID", "TOKEN_INVALID", "TOKEN_INVALID", "TOO_MANY_ATTEMPTS");
        token = new TokenReading.Past();
        assertThat(shown(impatient.admit(TOKEN, "keys:write", () -> KeyRecords.HERE, NOW)))
                .isEqualTo("TOKEN_INVALID");
        token = new TokenReading.Good(said(0));
        assertThat(shown(impatient.admit(TOKEN, "keys:write", () -> KeyRecords.HERE, NOW)))
                .isEqualTo("ADMITTED");
    }

    @Test
    void refusesATokenOfBeforeANewPassword() {
        people.put(person("tenant_admin").setGeneration(1).build());
        token = new TokenReading.Good(said(0));
        assertThat(shown(gate.admit(TOKEN, "keys:write", () -> KeyRecords.HERE, NOW)))
                .isEqualTo("TOKEN_INVALID");
        // One that is newer than what this node has heard of the person is good.
        token = new TokenReading.Good(said(2));
        assertThat(shown(gate.admit(TOKEN, "keys:write", () -> KeyRecords.HERE, NOW)))
                .isEqualTo("ADMITTED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"disabled", "deleted"})
    void refusesATokenOfWhoWasStopped(String status) {
        people.put(person("tenant_admin").build());
        people.put(person("tenant_admin").setStatus(status).setVersion(2).build());
        token = new TokenReading.Good(said(0));
        assertThat(shown(gate.admit(TOKEN, "keys:write", () -> KeyRecords.HERE, NOW)))
                .isEqualTo("TOKEN_INVALID");
    }

    /** Of a session that has ended, and not of another one of the same person; a node hears of it by the person. */
    @Test
    void refusesATokenOfASessionThatHasEnded() {
        var another = new SessionId(new UUID(9, 9));
        people.put(
                person("tenant_admin").setEndedSessions(List.of(another.text())).build());
        token = new TokenReading.Good(said(0));
        assertThat(shown(gate.admit(TOKEN, "keys:write", () -> KeyRecords.HERE, NOW)))
                .isEqualTo("ADMITTED");
        people.put(
                person("tenant_admin").setEndedSessions(List.of(SESSION.text())).build());
        assertThat(shown(gate.admit(TOKEN, "keys:write", () -> KeyRecords.HERE, NOW)))
                .isEqualTo("TOKEN_INVALID");
        people.put(person("tenant_admin").setVersion(2).build());
        assertThat(shown(gate.admit(TOKEN, "keys:write", () -> KeyRecords.HERE, NOW)))
                .isEqualTo("TOKEN_INVALID");
    }

    @Test
    void permitsACustomerNothingButItself() {
        people.put(person("customer").build());
        token = new TokenReading.Good(said(0));
        assertThat(shown(gate.admit(TOKEN, "people:read", () -> KeyRecords.HERE, NOW)))
                .isEqualTo("ADMITTED");
        assertThat(shown(gate.admit(TOKEN, "accounts:read", () -> KeyRecords.HERE, NOW)))
                .isEqualTo("PERMISSION_DENIED");
    }

    private static AccessToken said(long generation) {
        return new AccessToken(PERSON, KeyRecords.TENANT, Environment.TEST, SESSION, generation);
    }

    private static Person.Builder person(String kind) {
        return Person.newBuilder()
                .setId(PERSON.text())
                .setTenantId(KeyRecords.TENANT.text())
                .setEmail("ada@example.com")
                .setKind(kind)
                .setStatus("active")
                .setCreatedAt(NOW)
                .setUpdatedAt(NOW)
                .setVersion(1);
    }

    private Gate gate(BooleanSupplier allKeysRead, Predicate<Instant> fresh) {
        return gate(KeyRecords.patient(), allKeysRead, fresh);
    }

    private Gate gate(UnknownKeys unknownKeys) {
        return gate(unknownKeys, () -> true, now -> true);
    }

    private Gate gate(UnknownKeys unknownKeys, BooleanSupplier allKeysRead, Predicate<Instant> fresh) {
        return new Gate(
                keys,
                new RoleStore(),
                new TenantStore(),
                unknownKeys,
                people,
                (text, now) -> token,
                allKeysRead,
                fresh);
    }

    private ApiKey active() {
        return KeyRecords.active(secret, 1);
    }

    private Problem refusal(Credential credential) {
        return switch (gate.admit(credential, "accounts:read", () -> KeyRecords.HERE, NOW)) {
            case Gate.Refused(var problem) -> problem;
            case Gate.Admitted admitted -> throw new AssertionError("was admitted: " + admitted);
        };
    }

    private static String shown(Gate.Decision decision) {
        return switch (decision) {
            case Gate.Admitted _ -> "ADMITTED";
            case Gate.Refused(var problem) -> problem.code().name();
        };
    }
}
