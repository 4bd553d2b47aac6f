package io.sluice.ingress.commands;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.arguments.RequestArgument;
import io.sluice.ingress.feed.Feeds;
import io.sluice.ingress.feed.TopicFeed;
import io.sluice.schemas.RecordSerializer;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.CommandResult;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CommandsConfiguration {

    @Bean
    Producer<String, SpecificRecord> commandProducer(KafkaProperties kafka, SchemaRegistry registry) {
        return new KafkaProducer<>(
                kafka.buildProducerProperties(), new StringSerializer(), new RecordSerializer(registry));
    }

    @Bean
    CommandPublisher commandPublisher(Producer<String, SpecificRecord> commandProducer) {
        return new CommandPublisher(commandProducer);
    }

    @Bean
    TopicFeed<CommandResult> resultFeed(Feeds feeds, KnownClaims claims, Waiters waiters) {
        return feeds.fromNow(Topics.COMMAND_RESULTS, (id, result) -> {
            if (result == null) return;
            claims.remember(result);
            waiters.complete(result);
        });
    }

    @Bean
    RequestArgument<Call> call(RequestArgument<Caller> caller) {
        return new RequestArgument<>(
                Call.class, request -> new Call(caller.read().apply(request), Preferences.of(request), request));
    }
}
