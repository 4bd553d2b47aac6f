package io.sluice.worker.keys;

import io.sluice.schemas.avro.AdminCommand;
import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.schemas.avro.RotateKey;
import io.sluice.schemas.avro.UpdateKey;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a command makes of a key that exists. */
sealed interface KeyChange {
    /** The key as it stands then, but for its version. */
    record Changed(ApiKey key) implements KeyChange {}

    /** It stands so already. */
    record Unchanged() implements KeyChange {}

    record Refused(CommandResult outcome) implements KeyChange {}

    String ACTIVE = "active";
    String INACTIVE = "inactive";
    String EXPIRED = "expired";
    String REVOKED = "revoked";
    String DELETED = "deleted";

    Set<String> FINAL = Set.of(REVOKED, DELETED);

    /** Whether a command asks for one. */
    static boolean isOne(AdminCommand command) {
        return command.getUpdateKey() != null
                || command.getRevokeKey() != null
                || command.getDeactivateKey() != null
                || command.getActivateKey() != null
                || command.getDeleteKey() != null
                || command.getRotateKey() != null;
    }

    /**
     * What becomes of this key.
     *
     * @param command one that {@link #isOne}
     */
    static KeyChange of(AdminCommand command, ApiKey key, Instant now) {
        var header = command.getHeader();
        var refusals = new Refusals(header, now);
        if (header.getIfVersion() != null && header.getIfVersion() != key.getVersion()) {
            return new Refused(refusals.changed(key.getVersion()));
        }
        if (command.getDeleteKey() != null) return delete(command, key, now, refusals);
        if (command.getRevokeKey() != null) return revoke(key, now, refusals);
        if (FINAL.contains(key.getStatus())) return new Refused(refusals.over(key.getStatus()));
        if (command.getDeactivateKey() != null) return deactivate(command, key, now, refusals);
        if (grantsVersion(command) != key.getGrantsVersion()) return new Refused(refusals.grantedMeanwhile());
        if (command.getActivateKey() != null) {
            return key.getStatus().equals(INACTIVE) ? changed(with(key, ACTIVE, now)) : new Unchanged();
        }
        if (command.getRotateKey() != null) return rotate(command, command.getRotateKey(), key, now, refusals);
        return changed(updated(Objects.requireNonNull(command.getUpdateKey()), key, now));
    }

    private static KeyChange delete(AdminCommand command, ApiKey key, Instant now, Refusals refusals) {
        if (key.getStatus().equals(DELETED)) return new Unchanged();
        if (isOwn(command, key)) return new Refused(refusals.own("deleted", "Use another key, or revoke it."));
        return changed(with(key, DELETED, now));
    }

    /** Whoever finds its key in foreign hands must be able to end it, whatever else it may do. */
    private static KeyChange revoke(ApiKey key, Instant now, Refusals refusals) {
        if (key.getStatus().equals(REVOKED)) return new Unchanged();
        if (key.getStatus().equals(DELETED)) return new Refused(refusals.over(DELETED));
        return changed(with(key, REVOKED, now).setRevokedAt(now));
    }

    private static KeyChange deactivate(AdminCommand command, ApiKey key, Instant now, Refusals refusals) {
        if (key.getStatus().equals(INACTIVE)) return new Unchanged();
        if (isOwn(command, key)) return new Refused(refusals.own("deactivated", "Use another key."));
        return changed(with(key, INACTIVE, now));
    }

    /** The answer that shows a new secret can be lost, so whoever has no other key needs the old one for a while. */
    private static KeyChange rotate(
            AdminCommand command, RotateKey rotate, ApiKey key, Instant now, Refusals refusals) {
        if (isOwn(command, key) && rotate.getGraceSeconds() == 0) {
            return new Refused(refusals.own(
                    "given another secret at once",
                    "The answer with the new one could be lost. Rotate it with grace_seconds, or use another key."));
        }
        return changed(with(key, key.getStatus(), now)
                .setPreviousKeyHash(key.getKeyHash())
                .setPreviousEndsAt(now.plusSeconds(rotate.getGraceSeconds()))
                .setKeyHash(rotate.getKeyHash())
                .setPrefix(rotate.getPrefix())
                .setMasked(rotate.getMasked())
                .setRotatedAt(now));
    }

    private static ApiKey.Builder updated(UpdateKey update, ApiKey key, Instant now) {
        var change = new Change(update.getClear());
        var expiresAt = change.of("expires_at", update.getExpiresAt(), key.getExpiresAt());
        boolean wakes = key.getStatus().equals(EXPIRED) && (expiresAt == null || expiresAt.isAfter(now));
        return with(key, wakes ? ACTIVE : key.getStatus(), now)
                .setName(Objects.requireNonNullElse(update.getName(), key.getName()))
                .setDescription(change.of("description", update.getDescription(), key.getDescription()))
                .setNotes(change.of("notes", update.getNotes(), key.getNotes()))
                .setIntegration(change.of("integration", update.getIntegration(), key.getIntegration()))
                .setScopes(Objects.requireNonNullElse(update.getScopes(), key.getScopes()))
                .setRoleId(change.of("role_id", update.getRoleId(), key.getRoleId()))
                .setGrantsVersion(grants(update) ? key.getVersion() + 1 : key.getGrantsVersion())
                .setExpiresAt(expiresAt)
                .setCustomerId(change.of("customer_id", update.getCustomerId(), key.getCustomerId()))
                .setResellerId(change.of("reseller_id", update.getResellerId(), key.getResellerId()))
                .setAllowedIps(change.of("allowed_ips", update.getAllowedIps(), key.getAllowedIps(), List.of()))
                .setServerIds(change.of("server_ids", update.getServerIds(), key.getServerIds(), List.of()))
                .setPanelUrl(change.of("panel_url", update.getPanelUrl(), key.getPanelUrl()))
                .setRateLimits(change.of("rate_limits", update.getRateLimits(), key.getRateLimits(), List.of()));
    }

    /** Whether it changes what the key may do. */
    private static boolean grants(UpdateKey update) {
        return update.getScopes() != null
                || update.getRoleId() != null
                || update.getClear().contains("role_id");
    }

    /**
     * What an update makes of one field.
     *
     * @param clear the names of the fields that become null
     */
    record Change(List<String> clear) {
        <T> @Nullable T of(String field, @Nullable T given, @Nullable T before) {
            if (clear.contains(field)) return null;
            return given == null ? before : given;
        }

        <T> T of(String field, @Nullable T given, T before, T none) {
            return Optional.ofNullable(of(field, given, before)).orElse(none);
        }
    }

    /** Of what gives something, and not only takes it: whoever asks was found to hold as much as the key did then. */
    private static long grantsVersion(AdminCommand command) {
        if (command.getUpdateKey() != null) return command.getUpdateKey().getIfGrantsVersion();
        if (command.getActivateKey() != null) return command.getActivateKey().getIfGrantsVersion();
        return Objects.requireNonNull(command.getRotateKey()).getIfGrantsVersion();
    }

    private static boolean isOwn(AdminCommand command, ApiKey key) {
        return command.getHeader().getPrincipal().equals(key.getId());
    }

    private static ApiKey.Builder with(ApiKey key, String status, Instant now) {
        return ApiKey.newBuilder(key).setStatus(status).setUpdatedAt(now);
    }

    private static Changed changed(ApiKey.Builder key) {
        return new Changed(key.build());
    }
}
