package io.sluice.ingress.feed;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** A node is ready when it has read every topic that it decides by to its end. */
@Component("topics")
final class FeedHealth implements HealthIndicator {
    private final List<TopicFeed<?>> feeds;

    FeedHealth(List<TopicFeed<?>> feeds) {
        this.feeds = feeds;
    }

    @Override
    public Health health() {
        var behind = feeds.stream()
                .filter(feed -> !feed.caughtUp())
                .map(TopicFeed::topic)
                .toList();
        return behind.isEmpty()
                ? Health.up().build()
                : Health.outOfService().withDetail("reading", behind).build();
    }
}
