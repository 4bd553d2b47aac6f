package io.sluice.ingress.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.Reach;
import io.sluice.ingress.admission.Scopes;
import io.sluice.schemas.CommandId;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.PersonId;
import io.sluice.schemas.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandIdsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");
    private static final Caller CALLER = caller(1, 1, Environment.LIVE);
    private static final Caller OTHER_KEY = caller(2, 1, Environment.LIVE);
    private static final Caller OTHER_TENANT = caller(1, 2, Environment.LIVE);
    private static final Caller OTHER_ENVIRONMENT = caller(1, 1, Environment.TEST);

    private static final String OLD_SECRET = secret('o');
    private static final String NEW_SECRET = secret('n');
    private static final String IDEMPOTENCY_SECRET = secret('i');
    private static final byte[] BODY = "a body".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER_BODY = "another body".getBytes(StandardCharsets.UTF_8);

    private final CommandIds ids = ids(OLD_SECRET);

    @Test
    void sameKeyAndBodyAreTheSameIdOnEveryNode() {
        var elsewhere = new CommandIds(new IdSettings(List.of(NEW_SECRET, OLD_SECRET), IDEMPOTENCY_SECRET));
        assertThat(elsewhere.of(CALLER, "order-7", BODY)).isEqualTo(ids.of(CALLER, "order-7", BODY));
    }

    @Test
    void anotherApiKeyOfTheTenantRepeatsTheSameCommand() {
        assertThat(ids.of(OTHER_KEY, "order-7", BODY)).isEqualTo(ids.of(CALLER, "order-7", BODY));
    }

    @Test
    void anotherBodyUnderTheSameKeyIsAnotherIdOfTheSameClaim() {
        var one = ids.of(CALLER, "order-7", BODY);
        var other = ids.of(CALLER, "order-7", OTHER_BODY);
        assertThat(other).isNotEqualTo(one);
        assertThat(other.claim()).isEqualTo(one.claim());
    }

    @Test
    void anotherKeyTenantOrEnvironmentSharesNoClaim() {
        var claims = List.of(
                ids.of(CALLER, "order-7", BODY).claim(),
                ids.of(CALLER, "order-8", BODY).claim(),
                ids.of(OTHER_TENANT, "order-7", BODY).claim(),
                ids.of(OTHER_ENVIRONMENT, "order-7", BODY).claim());
        assertThat(claims).doesNotHaveDuplicates();
    }

    @Test
    void anotherIdempotencySecretGivesOtherIds() {
        var others = new CommandIds(new IdSettings(List.of(OLD_SECRET), NEW_SECRET));
        assertThat(others.of(CALLER, "order-7", BODY).claim())
                .isNotEqualTo(ids.of(CALLER, "order-7", BODY).claim());
    }

    @Test
    void withoutAKeyEveryRequestIsACommandOfItsOwn() {
        var made = new HashSet<CommandId>();
        for (int i = 0; i < 10_000; i++) made.add(ids.next(NOW));
        assertThat(made)
                .hasSize(10_000)
                .allSatisfy(id -> assertThat(id.madeAt()).contains(NOW));
    }

    @Test
    void readsTheIdThatItShowedToEveryKeyOfTheTenantAndEnvironment() {
        var id = ids.next(NOW);
        assertThat(ids.read(CALLER, ids.show(CALLER, id))).contains(id);
        assertThat(ids.read(OTHER_KEY, ids.show(CALLER, id))).contains(id);
    }

    @Test
    void acceptsTheCodeOfEitherSecretAndSignsWithTheFirst() {
        var id = ids.next(NOW);
        var both = ids(NEW_SECRET, OLD_SECRET);
        assertThat(both.read(CALLER, ids(OLD_SECRET).show(CALLER, id))).contains(id);
        assertThat(both.read(CALLER, ids(NEW_SECRET).show(CALLER, id))).contains(id);
        assertThat(both.show(CALLER, id)).isEqualTo(ids(NEW_SECRET).show(CALLER, id));
    }

    @Test
    void refusesTheCodeOfASecretThatIsNoLongerHeld() {
        var id = ids.next(NOW);
        assertThat(ids(NEW_SECRET).read(CALLER, ids(OLD_SECRET).show(CALLER, id)))
                .isEmpty();
    }

    @Test
    void refusesTheIdOfAForeignTenantOrEnvironment() {
        var shown = ids.show(CALLER, ids.next(NOW));
        assertThat(ids.read(OTHER_TENANT, shown)).isEmpty();
        assertThat(ids.read(OTHER_ENVIRONMENT, shown)).isEmpty();
    }

    // Neither reads what the other did, nor takes an Idempotency-Key away from the other or from the tenant.
    @Test
    void aResellerAndACustomerHaveCommandsOfTheirOwn() {
        var narrow = List.of(
                CALLER,
                person(1, Reach.ITSELF),
                person(2, Reach.ITSELF),
                person(3, Reach.BELOW),
                person(4, Reach.BELOW));
        var shown = ids.next(NOW);
        for (var one : narrow) {
            for (var other : narrow) {
                assertThat(ids.read(other, ids.show(one, shown)).isPresent()).isEqualTo(one.equals(other));
            }
        }
        assertThat(narrow.stream().map(one -> ids.of(one, "order-7", BODY).claim()))
                .doesNotHaveDuplicates();
        assertThat(ids.read(person(5, Reach.TENANT), ids.show(CALLER, shown))).contains(shown);
    }

    @Test
    void refusesAnIdWithAnyOneCharacterChanged() {
        var shown = ids.show(CALLER, ids.of(CALLER, "order-7", BODY));
        for (int at = 0; at < shown.length(); at++) {
            char changed = shown.charAt(at) == '3' ? '4' : '3';
            var forged = shown.substring(0, at) + changed + shown.substring(at + 1);
            assertThat(ids.read(CALLER, forged)).as(forged).isEmpty();
        }
    }

    @Test
    void refusesTheCodeOfAnotherCommand() {
        var id = ids.next(NOW);
        var code = ids.show(CALLER, ids.next(NOW)).substring(id.text().length());
        assertThat(ids.read(CALLER, id.text() + code)).isEmpty();
    }

    @Test
    void refusesEveryBeginningOfAnIdAndEverythingLonger() {
        var shown = ids.show(CALLER, ids.next(NOW));
        for (int length = 0; length < shown.length(); length++) {
            assertThat(ids.read(CALLER, shown.substring(0, length))).isEmpty();
        }
        assertThat(ids.read(CALLER, shown + "0")).isEmpty();
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {"", "cmd_", "nonsense", "cmd_\u0000\u0000", "acc_01m7q3k8v0g5zr2d9x4w6t1yhe3k9q2v7b0d5z", "é"})
    void refusesWhatIsNoId(String text) {
        assertThat(ids.read(CALLER, text)).isEmpty();
    }

    @Test
    void derivesTheSameTextForeverAndOnEveryNode() {
        var id = CommandId.at(NOW, 7, 9);
        // Written down, because a password that was derived once is asked for again after any number of releases.
        assertThat(ids(NEW_SECRET).derive("password", id)).isEqualTo(DERIVED);
    }

    @Test
    void derivesAnotherTextForAnotherPurposeCommandOrInstallation() {
        var id = CommandId.at(NOW, 7, 9);
        var elsewhere = new CommandIds(new IdSettings(List.of(OLD_SECRET), NEW_SECRET));
        assertThat(List.of(
                        ids.derive("password", id),
                        ids.derive("secret", id),
                        ids.derive("password", CommandId.at(NOW, 7, 10)),
                        elsewhere.derive("password", id)))
                .doesNotHaveDuplicates()
                .allSatisfy(text -> assertThat(text).matches("[0-9a-z]{24}"));
    }

    private static final String DERIVED = "7yxmhg98pb4fe1r1meda2sd5";

    private static CommandIds ids(String... secrets) {
        return new CommandIds(new IdSettings(List.of(secrets), IDEMPOTENCY_SECRET));
    }

    private static String secret(char letter) {
        var bytes = String.valueOf(letter).repeat(32).getBytes(StandardCharsets.US_ASCII);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Caller person(long id, Reach reach) {
        return new Caller(
                new PersonId(new UUID(0, id)),
                CALLER.tenant(),
                CALLER.tenant(),
                CALLER.environment(),
                new Scopes(List.of("people:*")),
                reach);
    }

    private static Caller caller(long key, long tenant, Environment environment) {
        return new Caller(
                new KeyId(new UUID(0, key)),
                new TenantId(new UUID(0, tenant)),
                environment,
                new Scopes(List.of("*:*")));
    }
}
