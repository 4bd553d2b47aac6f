package io.sluice.ingress.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.ingress.admission.Caller;
import io.sluice.schemas.Base32;
import io.sluice.schemas.CommandId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Makes and checks the ids of commands, so that every node can vouch for an id that it never saw.
 *
 * <p>Callers see 60 bits behind the 128 of {@link CommandId}: a code over tenant, environment and id, and over
 * the person for those who do not see the whole tenant. A forged or foreign id fails it.
 */
@Component
public final class CommandIds {
    static final int CODE_LENGTH = 12;

    private final List<SecretKeySpec> secrets;
    private final SecretKeySpec idempotencySecret;
    private final SecureRandom random = new SecureRandom();

    CommandIds(IdSettings settings) {
        this.secrets = settings.signingKeys();
        this.idempotencySecret = new SecretKeySpec(
                IdSettings.decode("SLUICE_IDEMPOTENCY_SECRET", settings.idempotencySecret()), IdSettings.ALGORITHM);
    }

    /** An id that sorts by time. */
    CommandId next(Instant now) {
        return CommandId.at(now, random.nextInt(), random.nextLong());
    }

    /** The one id of this idempotency key and this request, on whatever node and however often. */
    CommandId of(Caller caller, String idempotencyKey, byte[] requestHash) {
        var key = hmac(idempotencySecret, "key", owner(caller), idempotencyKey.getBytes(UTF_8));
        var request = hmac(idempotencySecret, "request", owner(caller), requestHash);
        return CommandId.under(key.getLong(), key.getLong(), request.getLong());
    }

    /** A secret text that only this installation can derive again from the command, and always the same. */
    public String derive(String purpose, CommandId id) {
        var bytes = hmac(idempotencySecret, purpose, new byte[0], bits(id));
        return Base32.encode(bytes.getLong(), CODE_LENGTH) + Base32.encode(bytes.getLong(), CODE_LENGTH);
    }

    /** The id as callers see it. */
    public String show(Caller caller, CommandId id) {
        return id.text() + code(secrets.getFirst(), caller, id);
    }

    /**
     * Reads what {@link #show} wrote for a caller of this tenant and environment, or for this reseller or customer;
     * anything else is empty.
     */
    Optional<CommandId> read(Caller caller, String text) {
        int codeAt = text.length() - CODE_LENGTH;
        if (codeAt < 0) return Optional.empty();
        return CommandId.parse(text.substring(0, codeAt))
                .filter(id -> secrets.stream().anyMatch(secret -> matches(secret, caller, id, text.substring(codeAt))));
    }

    private static boolean matches(SecretKeySpec secret, Caller caller, CommandId id, String code) {
        return MessageDigest.isEqual(code(secret, caller, id).getBytes(UTF_8), code.getBytes(UTF_8));
    }

    private static String code(SecretKeySpec secret, Caller caller, CommandId id) {
        return Base32.encode(hmac(secret, "code", owner(caller), bits(id)).getLong(), CODE_LENGTH);
    }

    /** All who see the whole tenant share their commands; a reseller and a customer have theirs for themselves. */
    private static byte[] owner(Caller caller) {
        var shared = caller.tenant().text() + caller.environment().text();
        return switch (caller.reach()) {
            case PLATFORM, TENANT -> shared.getBytes(UTF_8);
            case BELOW, ITSELF -> (shared + caller.principal().text()).getBytes(UTF_8);
        };
    }

    private static byte[] bits(CommandId id) {
        return ByteBuffer.allocate(16)
                .putLong(id.value().getMostSignificantBits())
                .putLong(id.value().getLeastSignificantBits())
                .array();
    }

    private static ByteBuffer hmac(SecretKeySpec secret, String purpose, byte[] owner, byte[] content) {
        try {
            var mac = Mac.getInstance(IdSettings.ALGORITHM);
            mac.init(secret);
            mac.update(purpose.getBytes(UTF_8));
            mac.update((byte) 0);
            mac.update(owner);
            mac.update((byte) 0);
            return ByteBuffer.wrap(mac.doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + IdSettings.ALGORITHM, e);
        }
    }
}
