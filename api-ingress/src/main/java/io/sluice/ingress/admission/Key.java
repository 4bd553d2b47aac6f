package io.sluice.ingress.admission;

import io.sluice.ingress.addresses.AddressSet;
import io.sluice.ingress.admission.KeyStore.Rate;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.KeyStyle;
import io.sluice.schemas.RoleId;
import io.sluice.schemas.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key as a request needs it.
 *
 * @param id the value of its {@link KeyId}
 * @param expiresAt null is never
 */
record Key(UUID id, KeyHash hash, long version, @Nullable Instant expiresAt, Terms terms) {
    /** Where a key stands, but for its expiry, which the clock decides. */
    enum Status {
        ACTIVE,
        INACTIVE,
        REVOKED,
        DELETED;

        /** Whatever a status of a later version means, it does not mean that the key may be used. */
        static Status of(String text) {
            return switch (text) {
                case "active", "expired" -> ACTIVE;
                case "inactive" -> INACTIVE;
                case "deleted" -> DELETED;
                default -> REVOKED;
            };
        }
    }

    /**
     * What many keys have alike, and what few have at all.
     *
     * @param role whose permissions it has besides its scopes
     * @param allowed from where it may be used; null is from everywhere
     * @param grantsVersion its version when what it may do was last changed
     * @param previous of one that was rotated
     * @param rates its own limits
     */
    record Terms(
            TenantId tenant,
            Environment environment,
            Scopes scopes,
            @Nullable RoleId role,
            Status status,
            @Nullable AddressSet allowed,
            int grantsVersion,
            KeyStyle style,
            @Nullable Previous previous,
            List<Rate> rates) {

        /** Whether other keys may have the same. */
        boolean common() {
            return allowed == null && previous == null;
        }
    }

    /** The secret before. */
    record Previous(KeyHash hash, Instant endsAt) {}

    /** Who asks with it; a role adds to what it may do. */
    Caller caller() {
        return new Caller(new KeyId(id), terms.tenant(), terms.environment(), terms.scopes());
    }

    /** By which it is found; a deleted key stays only as the version that an older record must not undo. */
    List<KeyHash> hashes() {
        if (terms.status() == Status.DELETED) return List.of();
        return terms.previous() == null
                ? List.of(hash)
                : List.of(hash, terms.previous().hash());
    }

    /** When the secret with this hash ends or ended, because the key has a newer one; null for the newest. */
    @Nullable
    Instant replacedAt(byte[] sha256) {
        return terms.previous() == null || hash.equals(KeyHash.of(sha256))
                ? null
                : terms.previous().endsAt();
    }
}
