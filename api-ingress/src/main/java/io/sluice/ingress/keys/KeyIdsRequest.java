package io.sluice.ingress.keys;

import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.sluice.schemas.KeyId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** The body of what is done to many keys at once. */
record KeyIdsRequest(List<KeyId> ids) {
    static final int IDS_MAX = 500;

    static Checked<KeyIdsRequest> read(Fields fields) {
        var ids = fields.texts("ids", IDS_MAX, id -> KeyId.parse(id).isPresent(), "the id of a key (key_…)");
        if (ids.isEmpty() && !fields.isWrong("ids")) {
            fields.reject("ids", "is missing; name 1 to " + IDS_MAX + " keys by their ids");
        }
        return fields.check(() -> new KeyIdsRequest(ids.stream().map(KeyId::of).toList()));
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "KeyIds", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    description = "1 to 500; one that is named twice counts once",
                    example = "[\"key_01m7q3k8v0g5zr2d9x4w6t1yhe\"]")
            List<String> ids) {}
}
