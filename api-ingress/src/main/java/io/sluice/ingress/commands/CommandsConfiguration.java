package io.sluice.ingress.commands;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.arguments.RequestArgument;
import io.sluice.ingress.feed.Feeds;
import io.sluice.ingress.feed.TopicFeed;
import io.sluice.operations.metrics.KafkaMeters;
import io.sluice.operations.traces.Traces;
import io.sluice.schemas.RecordSerializer;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.CommandResult;
import java.time.Clock;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CommandsConfiguration {
    private static final String PURPOSE = "ingress-commands";

    @Bean
    Producer<String, SpecificRecord> commandProducer(
            KafkaProperties kafka, SchemaRegistry registry, KafkaMeters meters) {
        var properties = kafka.buildProducerProperties();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, PURPOSE);
        var producer = new KafkaProducer<>(properties, new StringSerializer(), new RecordSerializer(registry));
        meters.writes(PURPOSE, PURPOSE, producer::metrics);
        return producer;
    }

    @Bean
    CommandPublisher commandPublisher(Producer<String, SpecificRecord> commandProducer, Traces traces) {
        return new CommandPublisher(commandProducer, traces);
    }

    @Bean
    TopicFeed<CommandResult> resultFeed(Feeds feeds, KnownClaims claims, Waiters waiters) {
        return feeds.fromNow(Topics.COMMAND_RESULTS, (id, result) -> {
            if (result == null) return;
            claims.remember(result);
            waiters.tell(result);
        });
    }

    @Bean
    RequestArgument<Call> call(RequestArgument<Caller> caller, Clock clock) {
        return new RequestArgument<>(
                Call.class, request -> Call.of(caller.read().apply(request), request, clock.instant()));
    }
}
