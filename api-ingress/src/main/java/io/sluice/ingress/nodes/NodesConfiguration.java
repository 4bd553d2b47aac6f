package io.sluice.ingress.nodes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.ingress.feed.Feeds;
import io.sluice.ingress.feed.TopicFeed;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.Node;
import java.time.Clock;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NodesConfiguration {

    @Bean
    LiveNodes liveNodes(MeterRegistry meters) {
        var nodes = new LiveNodes();
        Gauge.builder(
                        "sluice.nodes",
                        nodes,
                        heard -> heard.offsets(System.nanoTime()).size())
                .description("Ingresses that run, as this one hears of them")
                .register(meters);
        return nodes;
    }

    @Bean
    KeyChanges keyChanges(TopicFeed<ApiKey> keyFeed) {
        var changes = new KeyChanges();
        keyFeed.tell(changes);
        return changes;
    }

    /** Only what is told from now on: whoever runs tells it anew within a second. */
    @Bean
    TopicFeed<Node> nodeFeed(Feeds feeds, LiveNodes nodes, KeyChanges changes, Clock clock) {
        return feeds.fromNow(Topics.NODE_STATE, (id, node) -> {
            long now = System.nanoTime();
            nodes.tell(id, node, now);
            changes.nodesRead(nodes.offsets(now), clock.instant());
        });
    }

    /** By the producer of commands, which waits for nothing before it sends. */
    @Bean
    NodeReporter nodeReporter(
            TopicFeed<ApiKey> keyFeed, Producer<String, SpecificRecord> commandProducer, Clock clock) {
        var reporter = new NodeReporter(keyFeed, commandProducer, clock);
        keyFeed.tell(reporter);
        return reporter;
    }
}
