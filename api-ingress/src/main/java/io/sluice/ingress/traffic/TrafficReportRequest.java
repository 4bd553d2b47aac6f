package io.sluice.ingress.traffic;

import io.sluice.ingress.body.Checked;
import io.sluice.ingress.body.Fields;
import io.sluice.schemas.AccountId;
import io.sluice.schemas.avro.ReportTraffic;
import io.sluice.schemas.avro.TrafficCount;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /v1/traffic-reports}. */
record TrafficReportRequest(String node, Instant countersSince, List<TrafficCount> accounts) {
    static final int ACCOUNTS_MAX = 500;

    /** How far the clock of a node may be ahead of ours. */
    private static final Duration AHEAD_MAX = Duration.ofMinutes(5);

    static Checked<TrafficReportRequest> read(Fields fields, Instant now) {
        var node = fields.requiredText("node", 1, 64);
        var since = fields.instant("counters_since");
        if (since == null && !fields.isWrong("counters_since")) {
            fields.reject("counters_since", "is missing; it must be the time at which the node's counters began at 0");
        }
        if (since != null && since.isAfter(now.plus(AHEAD_MAX))) {
            fields.reject("counters_since", "is " + since + " but must not lie in the future");
        }
        var accounts = fields.objects("accounts", ACCOUNTS_MAX, TrafficReportRequest::count);
        return fields.check(() -> new TrafficReportRequest(node, Objects.requireNonNull(since), accounts));
    }

    private static TrafficCount count(Fields fields) {
        var id = fields.text("id", 1, 40);
        var username = fields.text("username", 1, 100);
        if ((id == null) == (username == null) && !fields.isWrong("id") && !fields.isWrong("username")) {
            fields.reject("id", "must name the account, or username must, and not both");
        }
        if (id != null && AccountId.parse(id).isEmpty()) {
            fields.reject("id", "must be the id of an account (acc_…)");
        }
        return new TrafficCount(
                id, username, fields.requiredBytes("upload_bytes"), fields.requiredBytes("download_bytes"));
    }

    ReportTraffic report() {
        return new ReportTraffic(node, countersSince, accounts);
    }

    /** What the OpenAPI document says of it; a test holds the names against {@link #read}. */
    @Schema(name = "ReportTraffic", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Documented(
            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    minLength = 1,
                    maxLength = 64,
                    example = "fra-1",
                    description = "names the counters: each node has its own")
            String node,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "2026-11-20T08:00:00Z",
                    description = "when the node's counters began at 0, its start for instance; another time means "
                            + "that they began anew")
            Instant countersSince,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "1 to 500 of them")
            List<Count> accounts) {}

    /** One account in it. */
    @Schema(name = "TrafficCount", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Count(
            @Schema(example = "acc_01m7q3k8v0g5zr2d9x4w6t1yhe", description = "of the account, or else username")
            @Nullable
            String id,

            @Schema(minLength = 1, maxLength = 100, example = "alice") @Nullable
            String username,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    minimum = "0",
                    maximum = "9007199254740992",
                    example = "1048576",
                    description = "from the account to the world, all of it since counters_since")
            long uploadBytes,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    minimum = "0",
                    maximum = "9007199254740992",
                    example = "73400320",
                    description = "from the world to the account, all of it since counters_since")
            long downloadBytes) {}
}
