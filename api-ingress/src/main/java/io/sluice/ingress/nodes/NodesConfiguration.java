package io.sluice.ingress.nodes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.ingress.feed.Feeds;
import io.sluice.ingress.feed.TopicFeed;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.KnownKey;
import io.sluice.schemas.avro.Node;
import io.sluice.schemas.avro.Role;
import java.time.Clock;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NodesConfiguration {

    @Bean
    NodeName nodeName() {
        return new NodeName("nod_" + UUID.randomUUID());
    }

    @Bean
    LiveNodes liveNodes(MeterRegistry meters) {
        var nodes = new LiveNodes();
        Gauge.builder(
                        "sluice.nodes",
                        nodes,
                        heard -> heard.read(System.nanoTime()).size())
                .description("Ingresses that run, as this one hears of them")
                .register(meters);
        return nodes;
    }

    @Bean
    Changes keyChanges(TopicFeed<KnownKey> keyFeed) {
        var changes = new Changes();
        keyFeed.tell(changes);
        return changes;
    }

    @Bean
    Changes roleChanges(TopicFeed<Role> roleFeed) {
        var changes = new Changes();
        roleFeed.tell(changes);
        return changes;
    }

    /** Only what is told from now on: whoever runs tells it anew within a second. */
    @Bean
    TopicFeed<Node> nodeFeed(Feeds feeds, LiveNodes nodes, Changes keyChanges, Changes roleChanges, Clock clock) {
        return feeds.fromNow(Topics.NODE_STATE, (id, node) -> {
            long now = System.nanoTime();
            nodes.tell(id, node, now);
            var read = nodes.read(now);
            keyChanges.nodesRead(read.stream().map(LiveNodes.Read::keys).toList(), clock.instant());
            roleChanges.nodesRead(read.stream().map(LiveNodes.Read::roles).toList(), clock.instant());
        });
    }

    /** By the producer of commands, which waits for nothing before it sends. */
    @Bean
    NodeReporter nodeReporter(
            NodeName nodeName,
            TopicFeed<KnownKey> keyFeed,
            TopicFeed<Role> roleFeed,
            Producer<String, SpecificRecord> commandProducer,
            Clock clock) {
        var reporter = new NodeReporter(nodeName, keyFeed, roleFeed, commandProducer, clock);
        keyFeed.tell(reporter.follower());
        roleFeed.tell(reporter.follower());
        return reporter;
    }
}
