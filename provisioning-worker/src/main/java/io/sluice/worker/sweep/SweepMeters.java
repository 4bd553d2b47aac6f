package io.sluice.worker.sweep;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.operations.backlog.BacklogWatch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** What sweeps have done and what they have still to do, for those who watch them. */
@Component
class SweepMeters {
    private static final Logger LOG = LoggerFactory.getLogger(SweepMeters.class);
    private static final String COMMANDS = "commands";

    /** What was seen longer ago than this is no longer told as if it were so. */
    private static final Duration VALID = Duration.ofSeconds(15);

    /** By kind, what has been due for longest; kinds of which nothing is due are missing. */
    private record Look(Instant at, Map<String, Instant> due) {}

    private final List<Sweep> sweeps;
    private final BacklogWatch backlog;
    private final Clock clock;
    private final Map<String, Counter> swept;
    private volatile Look last = new Look(Instant.MIN, Map.of());

    SweepMeters(List<Sweep> sweeps, BacklogWatch backlog, Clock clock, MeterRegistry registry) {
        this.sweeps = sweeps;
        this.backlog = backlog;
        this.clock = clock;
        this.swept = sweeps.stream().collect(Collectors.toMap(Sweep::kind, sweep -> counter(registry, sweep.kind())));
        for (var sweep : sweeps) {
            Gauge.builder("sluice.due.seconds", this, self -> self.age(sweep.kind()))
                    .description("For how long the first of what is due has been due")
                    .tag("kind", sweep.kind())
                    .register(registry);
        }
        Gauge.builder("sluice.commands.unapplied.seconds", this, SweepMeters::unapplied)
                .description("Age of the oldest command that is not applied, from its not_before if it has one")
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String kind) {
        return Counter.builder("sluice.swept")
                .description("Rows whose time had come and that were dealt with")
                .tag("kind", kind)
                .register(registry);
    }

    void swept(String kind, int rows) {
        var counter = swept.get(kind);
        if (counter != null) counter.increment(rows);
    }

    /** By itself and not when sweeping, which may be what has stopped. */
    @Scheduled(fixedDelay = 2_000)
    void look() {
        var now = clock.instant();
        var due = new HashMap<String, Instant>();
        try {
            for (var sweep : sweeps) sweep.oldestDue(now).ifPresent(since -> due.put(sweep.kind(), since));
            last = new Look(now, due);
        } catch (DataAccessException | TransactionException e) {
            if (isValid(last)) LOG.warn("what is due is not known, as the database does not say: {}", e.toString());
        }
    }

    private boolean isValid(Look look) {
        return look.at().plus(VALID).isAfter(clock.instant());
    }

    /** In seconds, 0 when nothing is due. */
    private double age(String kind) {
        var look = last;
        return isValid(look) ? seconds(Optional.ofNullable(look.due().get(kind))) : Double.NaN;
    }

    /** Those that wait in Kafka, and those that were put off and are due. */
    private double unapplied() {
        var look = last;
        if (!isValid(look) || !backlog.isValid()) return Double.NaN;
        var due = Optional.ofNullable(look.due().get(COMMANDS));
        return seconds(
                Stream.of(backlog.oldest(), due).flatMap(Optional::stream).min(Instant::compareTo));
    }

    private double seconds(Optional<Instant> since) {
        return since.map(instant -> Duration.between(instant, clock.instant()).toMillis() / 1_000.0)
                .map(seconds -> Math.max(0, seconds))
                .orElse(0.0);
    }
}
