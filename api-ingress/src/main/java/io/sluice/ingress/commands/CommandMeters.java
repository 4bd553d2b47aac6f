package io.sluice.ingress.commands;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** What became of changes that were asked for here. */
@Component
final class CommandMeters {
    private final MeterRegistry registry;
    private final Map<String, Counter> accepted = new ConcurrentHashMap<>();
    private final Counter unconfirmed;

    CommandMeters(MeterRegistry registry, CommandPublisher publisher, Waiters waiters) {
        this.registry = registry;
        this.unconfirmed = Counter.builder("sluice.commands.unconfirmed")
                .description("Changes that Kafka did not confirm in time, so that nobody knows whether it has them")
                .register(registry);
        Gauge.builder("sluice.commands.publishing", publisher, CommandPublisher::inFlight)
                .description("Commands on their way to Kafka")
                .register(registry);
        Gauge.builder("sluice.waiting.requests", waiters, Waiters::count)
                .description("Requests that wait for the outcome of a command")
                .register(registry);
    }

    /** @param type of a command; the code names them, so there are few */
    void accepted(String type) {
        accepted.computeIfAbsent(type, this::counter).increment();
    }

    private Counter counter(String type) {
        return Counter.builder("sluice.commands.accepted")
                .description("Commands that Kafka has for good")
                .tag("type", type)
                .register(registry);
    }

    void unconfirmed() {
        unconfirmed.increment();
    }
}
