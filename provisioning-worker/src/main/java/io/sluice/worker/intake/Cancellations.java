package io.sluice.worker.intake;

import io.sluice.schemas.CommandId;
import io.sluice.schemas.CommandStatus;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.worker.claims.Claims;
import io.sluice.worker.claims.Outcome;
import io.sluice.worker.claims.Schedule;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes commands back whose time has not come. */
final class Cancellations {
    /** One that asks for it, and the command that it takes back. */
    record Cancellation(CommandHeader header, CommandId target) {
        boolean means(CommandResult standing) {
            return standing.getId().equals(target.text())
                    && standing.getTenantId().equals(header.getTenantId())
                    && standing.getEnvironment().equals(header.getEnvironment());
        }
    }

    private final Claims claims;
    private final Schedule schedule;

    Cancellations(Claims claims, Schedule schedule) {
        this.claims = claims;
        this.schedule = schedule;
    }

    /**
     * Cancels what is still on the schedule, and nothing else. To cancel what is cancelled already succeeds again.
     *
     * @return the outcome of each, and in it the outcome of the command that it took back
     */
    List<CommandResult> apply(List<Cancellation> cancellations, Instant now) {
        var standing = claims.find(cancellations.stream()
                .map(each -> each.target().claim())
                .distinct()
                .toList());
        takeBack(cancellations, standing, now);
        return cancellations.stream()
                .map(each -> outcome(each, standing.get(each.target().claim()), now))
                .toList();
    }

    private void takeBack(List<Cancellation> cancellations, Map<UUID, CommandResult> standing, Instant now) {
        var scheduled = new HashMap<UUID, CommandResult>();
        for (var each : cancellations) {
            var target = standing.get(each.target().claim());
            if (target == null || !each.means(target)) continue;
            if (CommandStatus.of(target) == CommandStatus.SCHEDULED)
                scheduled.put(each.target().claim(), target);
        }
        var taken = schedule.take(scheduled.keySet());
        claims.settle(scheduled.entrySet().stream()
                .filter(entry -> taken.contains(entry.getKey()))
                .map(entry -> Outcome.cancelled(entry.getValue(), now))
                .toList());
        // What was not there to take is final by now, and what was taken is final as well.
        standing.putAll(claims.find(scheduled.keySet()));
    }

    private static CommandResult outcome(Cancellation cancellation, @Nullable CommandResult standing, Instant now) {
        var header = cancellation.header();
        if (standing == null || !cancellation.means(standing)) {
            var detail = "There is no command \"" + cancellation.target() + "\" in this tenant and environment.";
            return Outcome.failed(header, now, ProblemCode.NOT_FOUND, detail);
        }
        if (CommandStatus.of(standing) == CommandStatus.CANCELLED) return Outcome.succeeded(header, now, standing);
        var detail = "The command is " + standing.getStatus() + " since " + standing.getAppliedAt()
                + "; only a scheduled one can be cancelled.";
        return Outcome.failed(header, now, ProblemCode.CONFLICT, detail);
    }
}
