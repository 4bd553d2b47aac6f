package io.sluice.system.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.sluice.schemas.RecordDecoder;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.Topic;
import io.sluice.schemas.Topics;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.quota.ClientQuotaFilterComponent;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A reader from outside reads the public topics in groups of his own, and can do nothing else. */
class RightsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Sluice sluice = Sluice.shared();

    @Test
    void readsAnEventEndToEndAsACloudEventWithItsSchemaFromTheApi() {
        var made = sluice.admin().waiting().post("/v1/accounts", "{\"username\":\"" + Sluice.unique("outside") + "\"}");
        var settings = ReaderSettings.of(sluice, sluice.readerPassword(), Sluice.READER + "." + Sluice.unique("group"));
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new CloudEventDeserializer())) {
            consumer.subscribe(List.of(Topics.ACCOUNT_EVENTS.name()));
            var events = new ArrayList<CloudEvent>();
            await().atMost(SOON).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> events.add(record.value()));
                return events.stream().anyMatch(event -> made.text("/id").equals(event.getSubject()));
            });
            consumer.commitSync();
            var mine = events.stream()
                    .filter(event -> made.text("/id").equals(event.getSubject()))
                    .toList();
            assertThat(mine).singleElement().satisfies(event -> {
                assertThat(event.getType()).isEqualTo("account.provisioned");
                var decoder = new RecordDecoder(new SchemaRegistry(sluice.url() + "/registry"));
                var bytes = Objects.requireNonNull(event.getData()).toBytes();
                assertThat(decoder.decode(Topics.ACCOUNT_EVENTS, bytes)
                                .getAccount()
                                .getUsername())
                        .isEqualTo(made.text("/username"));
            });
        }
    }

    @Test
    void isRefusedWithAWrongPassword() {
        try (var admin = Admin.create(ReaderSettings.of(sluice, "wrong password"))) {
            assertThatThrownBy(() -> admin.listTopics().names().get())
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    @Test
    void seesThePublicTopicsAndNoOther() throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(ReaderSettings.of(sluice))) {
            assertThat(admin.listTopics().names().get())
                    .containsExactlyInAnyOrderElementsOf(
                            Topics.PUBLIC.stream().map(Topic::name).toList());
        }
    }

    static Stream<String> internalTopics() {
        return Stream.concat(
                Topics.ALL.stream()
                        .filter(topic -> !Topics.PUBLIC.contains(topic))
                        .map(Topic::name),
                Topics.WITH_DEAD_LETTERS.stream().map(Topic::deadLetters));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("internalTopics")
    void readsNoInternalTopic(String topic) {
        try (var consumer =
                new KafkaConsumer<>(ReaderSettings.of(sluice), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(Set.of(new TopicPartition(topic, 0)));
            consumer.seekToBeginning(consumer.assignment());
            assertThatThrownBy(() -> consumer.poll(SOON)).isInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void writesNothingNotEvenToWhatItMayRead() {
        var settings = ReaderSettings.of(sluice);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            var record = new ProducerRecord<>(Topics.ACCOUNT_EVENTS.name(), "acc_1", "mine");
            assertThatThrownBy(() -> producer.send(record).get()).hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void joinsNoGroupWhoseNameBeginsOtherwise() {
        var settings = ReaderSettings.of(sluice, sluice.readerPassword(), "provisioning-worker");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.ACCOUNT_EVENTS.name()));
            assertThatThrownBy(() -> consumer.poll(SOON)).isInstanceOf(GroupAuthorizationException.class);
        }
    }

    @Test
    void changesNothing() {
        try (var admin = Admin.create(ReaderSettings.of(sluice))) {
            var topic = new NewTopic(Sluice.unique("mine"), 1, (short) 1);
            assertThatThrownBy(() -> admin.createTopics(List.of(topic)).all().get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
            assertThatThrownBy(() -> admin.deleteTopics(List.of(Topics.ACCOUNT_EVENTS.name()))
                            .all()
                            .get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void isSlowedDownByTheBroker() throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", sluice.bootstrapServers()))) {
            var mine = ClientQuotaFilterComponent.ofEntity(ClientQuotaEntity.USER, Sluice.READER);
            var bounds = admin.describeClientQuotas(ClientQuotaFilter.contains(List.of(mine)))
                    .entities()
                    .get();
            assertThat(bounds.values()).containsExactly(Map.of("consumer_byte_rate", 10_485_760.0));
        }
    }
}
