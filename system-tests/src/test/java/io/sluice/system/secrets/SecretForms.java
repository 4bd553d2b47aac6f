package io.sluice.system.secrets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.schemas.KeySecret;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** The bytes that a secret turns into on the ways that texts go. */
final class SecretForms {
    /** One way of writing a secret. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two
    record Form(String name, byte[] bytes) {}

    /** By which a key may be kept where keys are looked up, and a password nowhere. */
    static final String SHA_256 = "SHA-256";

    private static final JsonMapper ASCII_JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private SecretForms() {}

    static List<Form> of(Secret secret) {
        var core = secret.core();
        var forms = new ArrayList<>(List.of(
                new Form("plain", core.getBytes(UTF_8)),
                new Form("in ISO 8859-1", core.getBytes(ISO_8859_1)),
                new Form("percent-encoded", URLEncoder.encode(core, UTF_8).getBytes(UTF_8)),
                new Form(
                        "percent-encoded",
                        URLEncoder.encode(core, UTF_8).replace("+", "%20").getBytes(UTF_8)),
                new Form("escaped for JSON", json(JsonMapper.shared(), core)),
                new Form("escaped for JSON", json(ASCII_JSON, core)),
                new Form("hexadecimal", hex(core.getBytes(UTF_8))),
                new Form(
                        "hexadecimal",
                        HexFormat.of()
                                .withUpperCase()
                                .formatHex(core.getBytes(UTF_8))
                                .getBytes(UTF_8)),
                new Form(SHA_256, KeySecret.hash(secret.text())),
                new Form(SHA_256 + " in hexadecimal", hex(KeySecret.hash(secret.text())))));
        for (int shift = 0; shift < 3; shift++) {
            forms.add(new Form("base64", base64(Base64.getEncoder(), core.getBytes(UTF_8), shift)));
            forms.add(new Form("base64url", base64(Base64.getUrlEncoder(), core.getBytes(UTF_8), shift)));
            forms.add(new Form(
                    SHA_256 + " in base64", base64(Base64.getEncoder(), KeySecret.hash(secret.text()), shift)));
        }
        return forms;
    }

    private static byte[] json(JsonMapper mapper, String text) {
        var quoted = mapper.writeValueAsString(text);
        return quoted.substring(1, quoted.length() - 1).getBytes(UTF_8);
    }

    private static byte[] hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes).getBytes(UTF_8);
    }

    /** The letters that depend on these bytes alone when so many others stand before them. */
    private static byte[] base64(Base64.Encoder encoder, byte[] bytes, int shift) {
        var shifted = new byte[shift + bytes.length];
        System.arraycopy(bytes, 0, shifted, shift, bytes.length);
        var text = encoder.withoutPadding().encodeToString(shifted);
        return text.substring((8 * shift + 5) / 6, 8 * shifted.length / 6).getBytes(UTF_8);
    }
}
