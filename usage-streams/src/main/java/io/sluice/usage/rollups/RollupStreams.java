package io.sluice.usage.rollups;

import io.sluice.schemas.SchemaRegistry;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs the topology from the start of this service to its stop. */
@Component
final class RollupStreams implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RollupStreams.class);

    /** Less than the launcher leaves a service; what is not committed by then is done again by the next. */
    private static final Duration STOP_PATIENCE = Duration.ofMillis(2_500);

    /** A registry that is away is asked once a second, for as long as it takes. */
    private static final Duration BEFORE_NEXT_ATTEMPT = Duration.ofSeconds(1);

    private final KafkaStreams streams;
    private final ApplicationEventPublisher events;

    RollupStreams(
            KafkaProperties kafka, SchemaRegistry registry, RollupMeters meters, ApplicationEventPublisher events) {
        var topology = new RollupTopology(kafka.buildStreamsProperties(), registry, meters);
        var properties = new Properties();
        properties.putAll(topology.settings());
        this.events = events;
        streams = new KafkaStreams(topology.build(), properties);
        streams.setUncaughtExceptionHandler(this::afterFailure);
        meters.show(streams);
    }

    /** Anything but a wait would end in the same failure again, so then this process stands still and says so. */
    private StreamThreadExceptionResponse afterFailure(Throwable failure) {
        if (!passesByItself(failure)) {
            LOG.error("Rollups stand still until this service is started again, because this does not heal", failure);
            AvailabilityChangeEvent.publish(events, this, LivenessState.BROKEN);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.warn("A thread failed and is replaced: {}", failure.toString());
        pause();
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    static boolean passesByItself(@Nullable Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException) return true;
        }
        return false;
    }

    private static void pause() {
        try {
            Thread.sleep(BEFORE_NEXT_ATTEMPT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        streams.start();
    }

    /** It leaves its group, so that the next one need not wait until it is missed. */
    @Override
    public void stop() {
        var leave =
                CloseOptions.timeout(STOP_PATIENCE).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
        if (!streams.close(leave)) LOG.warn("The streams did not stop within {}", STOP_PATIENCE);
    }

    /** Of all threads as one. */
    KafkaStreams.State state() {
        return streams.state();
    }

    @Override
    public boolean isRunning() {
        return streams.state().isRunningOrRebalancing();
    }
}
