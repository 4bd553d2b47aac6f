package io.sluice.ingress.accounts;

import io.sluice.ingress.sharing.Connection;
import io.sluice.ingress.sharing.ShareLinks;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client app needs to connect as an account, and what it shows of it. */
@Schema(name = "Subscription")
record SubscriptionView(
        @Schema(example = "acc_01m7q3k8v0g5zr2d9x4w6t1yhe") String accountId,
        @Schema(example = "alice") String username,

        @Schema(allowableValues = {"active", "disabled", "limited", "expired", "on_hold"})
        String state,

        @Schema(description = "what apps call the subscription")
        String profileTitle,

        @Schema(description = "one for each server that serves it; whoever has one can connect as the account")
        List<String> links,

        @Schema(description = "since it last counted from zero, as the next is")
        long uploadBytes,

        long downloadBytes,
        @Schema(description = "null is unlimited") @Nullable Long totalBytes,

        @Schema(description = "null is never, or not before the first use") @Nullable
        Instant expiresAt,

        @Schema(description = "when its traffic counts from zero again; null is never") @Nullable
        Instant trafficResetsAt,

        @Schema(
                description = "the same as apps read it from the header Subscription-Userinfo; 0 is unlimited or never",
                example = "upload=0; download=0; total=107374182400; expire=1797552000")
        String userInfo) {

    /** An account as the table has it, and where somebody who connects as it has to go. */
    record Subscribed(
            String accountId,
            String state,
            Connection connection,
            long uploadBytes,
            long downloadBytes,
            @Nullable Long totalBytes,
            @Nullable Instant expiresAt,
            @Nullable Instant trafficResetsAt) {}

    static SubscriptionView of(Subscribed account, ShareLinks links) {
        return new SubscriptionView(
                account.accountId(),
                account.connection().username(),
                account.state(),
                links.title(account.connection()),
                links.of(account.connection()),
                account.uploadBytes(),
                account.downloadBytes(),
                account.totalBytes(),
                account.expiresAt(),
                account.trafficResetsAt(),
                userInfo(account.uploadBytes(), account.downloadBytes(), account.totalBytes(), account.expiresAt()));
    }

    static String userInfo(long upload, long download, @Nullable Long total, @Nullable Instant expires) {
        return "upload=%d; download=%d; total=%d; expire=%d"
                .formatted(
                        upload,
                        download,
                        // A volume of nothing is not an unlimited one.
                        total == null ? 0 : Math.max(total, 1),
                        expires == null ? 0 : expires.getEpochSecond());
    }
}
