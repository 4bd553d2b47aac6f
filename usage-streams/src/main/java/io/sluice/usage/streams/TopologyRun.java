package io.sluice.usage.streams;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/** Runs a topology from the start of this service to its stop. */
public final class TopologyRun implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TopologyRun.class);

    /** Less than the launcher leaves a service; what is not committed by then is done again by the next. */
    private static final Duration STOP_PATIENCE = Duration.ofMillis(2_500);

    /** A registry that is away is asked once a second, for as long as it takes. */
    private static final Duration BEFORE_NEXT_ATTEMPT = Duration.ofSeconds(1);

    private final String subject;
    private final KafkaStreams streams;
    private final ApplicationEventPublisher events;

    /**
     * Does not start it yet.
     *
     * @param subject what it works on, for the log
     * @param watch is shown it once
     */
    public TopologyRun(
            String subject,
            Topology topology,
            Map<String, Object> settings,
            ApplicationEventPublisher events,
            Consumer<KafkaStreams> watch) {
        var properties = new Properties();
        properties.putAll(settings);
        this.subject = subject;
        this.events = events;
        streams = new KafkaStreams(topology, properties);
        streams.setUncaughtExceptionHandler(this::afterFailure);
        watch.accept(streams);
    }

    /** Anything but a wait would end in the same failure again, so then this process stands still and says so. */
    private StreamThreadExceptionResponse afterFailure(Throwable failure) {
        if (!passesByItself(failure)) {
            LOG.error(
                    "{} stand still until this service is started again, because this does not heal", subject, failure);
            AvailabilityChangeEvent.publish(events, this, LivenessState.BROKEN);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.warn("A thread of the {} failed and is replaced: {}", subject, failure.toString());
        pause();
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** Whether to try again is enough. */
    public static boolean passesByItself(@Nullable Throwable failure) {
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
        if (!streams.close(leave)) LOG.warn("The {} did not stop within {}", subject, STOP_PATIENCE);
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
