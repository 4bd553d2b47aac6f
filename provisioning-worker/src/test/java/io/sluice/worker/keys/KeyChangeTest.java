package io.sluice.worker.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.KeyId;
import io.sluice.schemas.RoleId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.TrustedRecords;
import io.sluice.schemas.avro.ActivateKey;
import io.sluice.schemas.avro.AdminCommand;
import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.DeactivateKey;
import io.sluice.schemas.avro.DeleteKey;
import io.sluice.schemas.avro.KeyLimit;
import io.sluice.schemas.avro.RevokeKey;
import io.sluice.schemas.avro.RotateKey;
import io.sluice.schemas.avro.UpdateKey;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyChangeTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String ID = new KeyId(new UUID(1, 1)).text();
    private static final String OTHER = new KeyId(new UUID(1, 2)).text();
    private static final ByteBuffer OLD = ByteBuffer.wrap(new byte[] {1});
    private static final ByteBuffer NEW = ByteBuffer.wrap(new byte[] {2});

    @BeforeAll
    static void letRecordsBeCopied() {
        TrustedRecords.trust();
    }

    @ParameterizedTest(name = "{1} of one that is {0}, asked for by {2}: {3}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            status   | change     | by    | outcome
            active   | deactivate | other | inactive
            active   | deactivate | own   | CONFLICT
            expired  | deactivate | other | inactive
            inactive | deactivate | other | unchanged
            revoked  | deactivate | other | CONFLICT
            deleted  | deactivate | other | CONFLICT
            active   | activate   | own   | unchanged
            inactive | activate   | other | active
            expired  | activate   | other | unchanged
            revoked  | activate   | other | CONFLICT
            deleted  | activate   | other | CONFLICT
            active   | revoke     | own   | revoked
            inactive | revoke     | other | revoked
            revoked  | revoke     | other | unchanged
            deleted  | revoke     | other | CONFLICT
            active   | delete     | own   | CONFLICT
            revoked  | delete     | other | deleted
            deleted  | delete     | other | unchanged
            active   | update     | own   | active
            expired  | update     | other | expired
            revoked  | update     | other | CONFLICT
            active   | rotate     | own   | active
            inactive | rotate     | other | inactive
            revoked  | rotate     | other | CONFLICT
            active   | regenerate | other | active
            active   | regenerate | own   | CONFLICT
            """)
    void leadsFromOneStatusToAnother(String status, String change, String by, String outcome) {
        var command = command(change, by.equals("own") ? ID : OTHER).build();
        assertThat(shown(KeyChange.of(command, key(status).build(), NOW))).isEqualTo(outcome);
    }

    // Whoever asked was found to hold as much as the key did, and it holds something else by now.
    @ParameterizedTest
    @CsvSource({"update", "activate", "rotate"})
    void refusesWhatGivesSomethingWhenTheKeyWasGivenMoreMeanwhile(String change) {
        var key = key("inactive").setGrantsVersion(4).build();
        var refused = KeyChange.of(command(change, OTHER).build(), key, NOW);
        assertThat(shown(refused)).isEqualTo("CONFLICT");
        assertThat(shown(KeyChange.of(command("revoke", OTHER).build(), key, NOW)))
                .isEqualTo("revoked");
    }

    @Test
    void refusesAnotherVersionThanTheOneThatIsMeant() {
        assertThat(shown(KeyChange.of(revokeOf(4), key("active").build(), NOW))).isEqualTo("PRECONDITION_FAILED");
        assertThat(shown(KeyChange.of(revokeOf(5), key("active").build(), NOW))).isEqualTo("revoked");
    }

    @Test
    void keepsTheSecretBeforeForTheGraceAndEndsTheOneBeforeThat() {
        var grace = (int) Duration.ofDays(90).toSeconds();
        var rotate = command("rotate", OTHER).setRotateKey(new RotateKey(NEW, "vps_", "vps_…", grace, 3L));
        var key = key("active")
                .setPreviousKeyHash(ByteBuffer.wrap(new byte[] {0}))
                .setPreviousEndsAt(NOW.plusSeconds(9))
                .build();
        assertThat(changed(KeyChange.of(rotate.build(), key, NOW)))
                .isEqualTo(key("active")
                        .setKeyHash(NEW)
                        .setPrefix("vps_")
                        .setMasked("vps_…")
                        .setPreviousKeyHash(OLD)
                        .setPreviousEndsAt(NOW.plusSeconds(grace))
                        .setRotatedAt(NOW)
                        .setUpdatedAt(NOW)
                        .build());
    }

    @Test
    void changesWhatIsNamedClearsWhatIsNullAndLeavesTheRest() {
        var update = command("update", OTHER);
        update.setUpdateKey(UpdateKey.newBuilder()
                .setName("new")
                .setScopes(List.of("*:read"))
                .setServerIds(List.of("2"))
                .setClear(List.of("notes", "expires_at"))
                .setIfGrantsVersion(3)
                .build());
        assertThat(changed(KeyChange.of(update.build(), key("expired").build(), NOW)))
                .isEqualTo(key("active")
                        .setName("new")
                        .setScopes(List.of("*:read"))
                        .setServerIds(List.of("2"))
                        .setNotes(null)
                        .setExpiresAt(null)
                        .setGrantsVersion(6)
                        .setUpdatedAt(NOW)
                        .build());
    }

    // What it may do changes with either, so whoever was found to hold as much must be looked at anew.
    @Test
    void countsAnotherRoleAsGivenAndNoneAsWell() {
        var role = new RoleId(new UUID(4, 4)).text();
        var given = updated(UpdateKey.newBuilder().setRoleId(role), key("active"));
        assertThat(given.getRoleId()).isEqualTo(role);
        assertThat(given.getGrantsVersion()).isEqualTo(6);
        var taken = updated(
                UpdateKey.newBuilder().setClear(List.of("role_id")),
                key("active").setRoleId(role));
        assertThat(taken.getRoleId()).isNull();
        assertThat(taken.getGrantsVersion()).isEqualTo(6);
        var named = updated(UpdateKey.newBuilder().setName("new"), key("active").setRoleId(role));
        assertThat(named.getGrantsVersion()).isEqualTo(3);
    }

    @Test
    void replacesItsLimitsAndClearsThem() {
        var more = List.of(new KeyLimit(5L, 1), new KeyLimit(9L, 3_600));
        assertThat(updated(UpdateKey.newBuilder().setRateLimits(more), key("active"))
                        .getRateLimits())
                .isEqualTo(more);
        assertThat(updated(UpdateKey.newBuilder().setRateLimits(List.of()), key("active"))
                        .getRateLimits())
                .isEmpty();
        assertThat(updated(UpdateKey.newBuilder().setClear(List.of("rate_limits")), key("active"))
                        .getRateLimits())
                .isEmpty();
    }

    private static ApiKey updated(UpdateKey.Builder update, ApiKey.Builder key) {
        var command = command("update", OTHER)
                .setUpdateKey(update.setIfGrantsVersion(3).build());
        return changed(KeyChange.of(command.build(), key.build(), NOW));
    }

    private static AdminCommand revokeOf(long version) {
        var command = command("revoke", OTHER);
        var header = CommandHeader.newBuilder(command.getHeader()).setIfVersion(version);
        return command.setHeader(header.build()).build();
    }

    private static AdminCommand.Builder command(String change, String principal) {
        var command = AdminCommand.newBuilder()
                .setHeader(CommandHeader.newBuilder()
                        .setId("cmd_1")
                        .setType("key." + change)
                        .setTenantId(new TenantId(new UUID(2, 2)).text())
                        .setEnvironment("live")
                        .setPrincipal(principal)
                        .setResourceId(ID)
                        .setAcceptedAt(NOW)
                        .build());
        return switch (change) {
            case "deactivate" -> command.setDeactivateKey(new DeactivateKey());
            case "activate" -> command.setActivateKey(new ActivateKey(3L));
            case "revoke" -> command.setRevokeKey(new RevokeKey());
            case "delete" -> command.setDeleteKey(new DeleteKey());
            case "update" ->
                command.setUpdateKey(
                        UpdateKey.newBuilder().setIfGrantsVersion(3).build());
            case "rotate" -> command.setRotateKey(new RotateKey(NEW, "vps_", "vps_…", 60, 3L));
            default -> command.setRotateKey(new RotateKey(NEW, "vps_", "vps_…", 0, 3L));
        };
    }

    private static ApiKey.Builder key(String status) {
        return ApiKey.newBuilder()
                .setId(ID)
                .setNumber(1)
                .setTenantId(new TenantId(new UUID(2, 2)).text())
                .setEnvironment("live")
                .setName("shop")
                .setDescription("the shop")
                .setNotes("ask Eve")
                .setKeyHash(OLD)
                .setPrefix("sk_live_")
                .setMasked("sk_live_…")
                .setScopes(List.of("accounts:read"))
                .setServerIds(List.of("1"))
                .setRateLimits(List.of(new KeyLimit(600L, 60)))
                .setStatus(status)
                .setCreatedAt(NOW.minusSeconds(100))
                .setExpiresAt(NOW.minusSeconds(1))
                .setGrantsVersion(3)
                .setVersion(5);
    }

    private static ApiKey changed(KeyChange change) {
        return switch (change) {
            case KeyChange.Changed(var key) -> key;
            case KeyChange.Unchanged _, KeyChange.Refused _ -> throw new AssertionError("was not changed: " + change);
        };
    }

    private static String shown(KeyChange change) {
        return switch (change) {
            case KeyChange.Changed(var key) -> key.getStatus();
            case KeyChange.Unchanged() -> "unchanged";
            case KeyChange.Refused(var outcome) -> outcome.getError().getCode();
        };
    }
}
