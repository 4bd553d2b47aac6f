package io.sluice.ingress.policies;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.ingress.commands.IdSettings;
import io.sluice.ingress.limits.Excess.Reason;
import io.sluice.schemas.Environment;
import io.sluice.schemas.TenantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Puts all that is known of a refusal into its {@code request_id}, under a code that only this installation can make:
 * it can be explained by every node and for as long as anybody keeps it, without having been stored. The code covers
 * the tenant and the environment, which the text does not name, so nobody reads the refusals of others.
 */
@Component
final class RefusalTokens {
    static final String PREFIX = "rfs_";

    private static final int CODE_BYTES = 16;
    private static final int LENGTH_MAX = 1_024;
    private static final byte[] PURPOSE = "refusal\0".getBytes(UTF_8);

    private final List<SecretKeySpec> secrets;

    RefusalTokens(IdSettings settings) {
        this.secrets = settings.signingKeys();
    }

    String write(Refusal refusal, TenantId tenant, Environment environment) {
        var content = content(refusal);
        var signed = Arrays.copyOf(content, content.length + CODE_BYTES);
        var code = code(secrets.getFirst(), content, tenant, environment);
        System.arraycopy(code, 0, signed, content.length, CODE_BYTES);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    }

    /** Empty for what this installation did not write for this tenant and environment. */
    Optional<Refusal> read(String text, TenantId tenant, Environment environment) {
        if (!text.startsWith(PREFIX) || text.length() > LENGTH_MAX) return Optional.empty();
        try {
            var signed = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
            if (signed.length <= CODE_BYTES) return Optional.empty();
            var content = Arrays.copyOf(signed, signed.length - CODE_BYTES);
            var code = Arrays.copyOfRange(signed, content.length, signed.length);
            boolean isOurs = secrets.stream()
                    .anyMatch(secret -> MessageDigest.isEqual(code(secret, content, tenant, environment), code));
            return isOurs ? Optional.of(refusal(content)) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static byte[] content(Refusal refusal) {
        var bytes = new ByteArrayOutputStream(160);
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(refusal.appliesTo().text());
            out.writeUTF(refusal.reason().text());
            out.writeUTF(refusal.policy());
            writeText(refusal.rule(), out);
            writeText(refusal.principal(), out);
            out.writeUTF(refusal.route());
            writeText(refusal.limitRoute(), out);
            out.writeInt((int) refusal.max());
            out.writeInt(refusal.windowSeconds());
            out.writeInt((int) Math.min(refusal.used(), Integer.MAX_VALUE));
            out.writeShort((int) refusal.cost());
            out.writeLong(refusal.at().toEpochMilli());
            out.writeLong(refusal.until().toEpochMilli());
            out.writeLong(refusal.node().getMostSignificantBits());
            out.writeLong(refusal.node().getLeastSignificantBits());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Refusal refusal(byte[] content) {
        try (var in = new DataInputStream(new ByteArrayInputStream(content))) {
            var appliesTo = AppliesTo.of(in.readUTF());
            var reason = Reason.of(in.readUTF());
            return new Refusal(
                    in.readUTF(),
                    appliesTo,
                    readText(in),
                    readText(in),
                    in.readUTF(),
                    readText(in),
                    in.readInt(),
                    in.readInt(),
                    in.readInt(),
                    in.readShort(),
                    reason,
                    Instant.ofEpochMilli(in.readLong()),
                    Instant.ofEpochMilli(in.readLong()),
                    new UUID(in.readLong(), in.readLong()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeText(@Nullable String text, DataOutputStream out) throws IOException {
        out.writeUTF(text == null ? "" : text);
    }

    private static @Nullable String readText(DataInputStream in) throws IOException {
        var text = in.readUTF();
        return text.isEmpty() ? null : text;
    }

    private static byte[] code(SecretKeySpec secret, byte[] content, TenantId tenant, Environment environment) {
        try {
            var mac = Mac.getInstance(IdSettings.ALGORITHM);
            mac.init(secret);
            mac.update(PURPOSE);
            mac.update(tenant.text().getBytes(UTF_8));
            mac.update(environment.text().getBytes(UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(content), CODE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + IdSettings.ALGORITHM, e);
        }
    }
}
