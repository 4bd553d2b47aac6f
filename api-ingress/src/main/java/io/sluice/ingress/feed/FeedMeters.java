package io.sluice.ingress.feed;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.stereotype.Component;

/** Whether this node knows what it decides by. */
@Component
final class FeedMeters {
    FeedMeters(MeterRegistry registry, List<TopicFeed<?>> feeds) {
        for (var feed : feeds) {
            Gauge.builder("sluice.feed.caught.up", feed, reading -> reading.caughtUp() ? 1 : 0)
                    .description("1 when all that the topic held at the start has been read")
                    .tag("topic", feed.topic())
                    .register(registry);
        }
    }
}
