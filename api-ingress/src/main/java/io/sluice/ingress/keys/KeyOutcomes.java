package io.sluice.ingress.keys;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of each key that a request named, in its order. */
@Schema(name = "KeyOutcomes")
record KeyOutcomes(List<Outcome> data) {

    /** Of one key. */
    @Schema(name = "KeyOutcome")
    record Outcome(
            @Schema(description = "of the key; of a failed import, one that no key has")
            String id,

            @Schema(
                    allowableValues = {"accepted", "succeeded", "failed"},
                    description = "accepted is durable and not known to be applied yet")
            String status,

            @Schema(description = "null when it was refused before there was one") @Nullable
            String commandId,

            @Schema(description = "as it stands now") @Nullable
            KeyView key,

            @Nullable Failure error) {}

    /** Why it was not done; UNAVAILABLE means that it may have been done all the same. */
    @Schema(name = "KeyFailure")
    record Failure(int status, String errorCode, String detail) {}
}
