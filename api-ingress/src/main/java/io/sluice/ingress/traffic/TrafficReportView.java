package io.sluice.ingress.traffic;

import io.sluice.schemas.avro.AccountEvent;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.schemas.avro.TrafficReport;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What became of a report, as callers see it. */
@Schema(name = "TrafficReport")
record TrafficReportView(
        @Schema(example = "trf_01m7q3k8v0g5zr2d9x4w6t1yhe") String id,
        @Schema(example = "fra-1") String node,
        Instant countersSince,

        @Schema(description = "how many accounts were counted")
        int accounts,

        @Schema(description = "those that there are not, as the report named them")
        List<String> unknown,

        @Schema(description = "those whose state this report changed: the node serves only active ones")
        List<Changed> changed,

        Instant appliedAt) {

    /** An account that is something else by the report. */
    @Schema(name = "StateChange")
    record Changed(
            String id,
            String username,

            @Schema(allowableValues = {"active", "limited", "expired"})
            String state) {
        static Changed of(AccountEvent event) {
            var account = event.getAccount();
            return new Changed(account.getId(), account.getUsername(), account.getState());
        }
    }

    static TrafficReportView of(CommandResult result, TrafficReport report) {
        return new TrafficReportView(
                result.getResourceId(),
                report.getNode(),
                report.getCountersSince(),
                report.getAccounts(),
                report.getUnknown(),
                // First used up with its first use, an account has two events.
                Stream.ofNullable(result.getEvents())
                        .flatMap(List::stream)
                        .map(Changed::of)
                        .distinct()
                        .toList(),
                result.getAppliedAt());
    }
}
