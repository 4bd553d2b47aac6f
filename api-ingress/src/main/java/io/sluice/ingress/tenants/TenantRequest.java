package io.sluice.ingress.tenants;

import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /v1/tenants}. */
record TenantRequest(String name, String slug, String limitsFallback) {
    static final List<String> FALLBACKS = List.of("share", "open", "closed");

    /** What a label of a domain name may be. */
    private static final Pattern SLUG = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    static Checked<TenantRequest> read(Fields fields) {
        var name = fields.requiredText("name", 1, 128);
        var slug = fields.requiredText("slug", 1, 63);
        if (!fields.isWrong("slug") && !SLUG.matcher(slug).matches()) {
            fields.reject(
                    "slug", "must be of small letters, digits and hyphens, with no hyphen at either end, like acme-2");
        }
        var fallback =
                Optional.ofNullable(fields.word("limits_fallback", FALLBACKS)).orElse(FALLBACKS.getFirst());
        return fields.check(() -> new TenantRequest(name, slug, fallback));
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "CreateTenant", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, minLength = 1, maxLength = 128, example = "Acme Ltd")
            String name,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    minLength = 1,
                    maxLength = 63,
                    example = "acme",
                    description = "a label of a domain name, unique among all tenants and never changed")
            String slug,

            @Schema(
                    allowableValues = {"share", "open", "closed"},
                    defaultValue = "share",
                    description = "what becomes of its limits while nodes hear nothing of each other: each has a part,"
                            + " there are none, or nobody who has one is let in")
            @Nullable
            String limitsFallback) {}
}
