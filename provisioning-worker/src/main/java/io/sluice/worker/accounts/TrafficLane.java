package io.sluice.worker.accounts;

import static java.util.Objects.requireNonNull;

import io.sluice.schemas.EventType;
import io.sluice.schemas.Topic;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AccountEvent;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.schemas.avro.TrafficCommand;
import io.sluice.schemas.avro.TrafficReport;
import io.sluice.worker.accounts.TrafficCounters.Counted;
import io.sluice.worker.accounts.TrafficCounters.Reading;
import io.sluice.worker.claims.Outcome;
import io.sluice.worker.intake.Lane;
import io.sluice.worker.intake.Publication;
import io.sluice.worker.intake.Waves;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What nodes have counted for accounts. */
@Component
class TrafficLane implements Lane<TrafficCommand> {
    /** A report counts up to 500 accounts, so a set changes 10,000 rows at the most. */
    private static final int REPORTS_MAX = 20;

    private final TrafficCounters counters;

    TrafficLane(TrafficCounters counters) {
        this.counters = counters;
    }

    @Override
    public Topic<TrafficCommand> topic() {
        return Topics.TRAFFIC_COMMANDS;
    }

    @Override
    public int threads() {
        return 1;
    }

    @Override
    public int commandsMax() {
        return REPORTS_MAX;
    }

    @Override
    public CommandHeader header(TrafficCommand command) {
        return command.getHeader();
    }

    @Override
    public boolean knows(TrafficCommand command) {
        return command.getReport() != null;
    }

    @Override
    public List<CommandResult> apply(List<TrafficCommand> commands, Instant now) {
        if (commands.isEmpty()) return List.of();
        var readings = counters.find(commands.stream().flatMap(Reading::of).toList());
        var known = readings.stream()
                .filter(reading -> reading.account() != null)
                .sorted(Comparator.comparing(reading -> reading.report().getCountersSince()))
                .toList();
        var events = new HashMap<String, List<AccountEvent>>();
        // Older counters first: one that began anew adds to what the one before had reached.
        for (var wave : Waves.of(known, Reading::counter)) {
            for (var counted : counters.count(wave, now)) {
                events.computeIfAbsent(counted.reading().commandId(), id -> new ArrayList<>())
                        .addAll(events(counted, now));
            }
        }
        var byCommand = readings.stream().collect(Collectors.groupingBy(Reading::commandId));
        return commands.stream()
                .map(command -> {
                    var id = command.getHeader().getId();
                    return outcome(
                            command, byCommand.getOrDefault(id, List.of()), events.getOrDefault(id, List.of()), now);
                })
                .toList();
    }

    private static List<AccountEvent> events(Counted counted, Instant now) {
        var header = counted.reading().command().getHeader();
        var account = counted.account();
        var events = new ArrayList<AccountEvent>();
        if (counted.previousState().equals("on_hold")) {
            events.add(AccountEvents.consequence(header, EventType.ACCOUNT_ACTIVATED, account, now));
        }
        events.addAll(AccountEvents.consequences(header, account, counted.previousState(), now));
        return events;
    }

    private static CommandResult outcome(
            TrafficCommand command, List<Reading> readings, List<AccountEvent> events, Instant now) {
        var report = requireNonNull(command.getReport());
        var known =
                readings.stream().map(Reading::account).filter(Objects::nonNull).distinct();
        var unknown = readings.stream()
                .filter(reading -> reading.account() == null)
                .map(Reading::name)
                .distinct()
                .toList();
        return Outcome.succeeded(
                command.getHeader(),
                now,
                new TrafficReport(report.getNode(), report.getCountersSince(), (int) known.count(), unknown),
                events);
    }

    @Override
    public List<Publication> consequences(List<CommandResult> outcomes) {
        return outcomes.stream().flatMap(AccountEvents::of).toList();
    }
}
