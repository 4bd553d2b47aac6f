package io.sluice.ingress.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.operations.traces.Traces;
import io.sluice.schemas.RecordHeaders;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AccountCommand;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.RenewAccount;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** With the producer that Kafka itself tests with: it has a record when the test says so. */
class CommandPublisherTest {
    private static final CommandHeader HEADER = CommandHeader.newBuilder()
            .setId("cmd_00000000000000000000000001")
            .setType("account.renew")
            .setTenantId("ten_00000000000000000000000002")
            .setEnvironment("live")
            .setPrincipal("key_00000000000000000000000003")
            .setResourceId("acc_00000000000000000000000004")
            .setAcceptedAt(Instant.parse("2026-11-20T12:00:00Z"))
            .build();
    private static final AccountCommand COMMAND = AccountCommand.newBuilder()
            .setHeader(HEADER)
            .setRenew(new RenewAccount(30, null))
            .build();
    private static final Serializer<SpecificRecord> BYTES = (topic, record) -> new byte[0];

    private final MockProducer<String, SpecificRecord> kafka =
            new MockProducer<>(false, null, new StringSerializer(), BYTES);
    private final CommandPublisher publisher = new CommandPublisher(kafka, Traces.off());

    @Test
    void keysTheRecordByItsResourceAndDescribesItInItsHeaders() {
        var durable = publish();
        assertThat(durable).isNotDone();
        assertThat(kafka.history()).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo("commands.accounts");
            assertThat(record.key()).isEqualTo(HEADER.getResourceId());
            assertThat(record.value()).isEqualTo(COMMAND);
            assertThat(RecordHeaders.get(record.headers(), RecordHeaders.ID)).contains(HEADER.getId());
            assertThat(RecordHeaders.get(record.headers(), RecordHeaders.TENANT))
                    .contains(HEADER.getTenantId());
            assertThat(RecordHeaders.get(record.headers(), RecordHeaders.ENVIRONMENT))
                    .contains("live");
            assertThat(RecordHeaders.get(record.headers(), RecordHeaders.TYPE)).contains("account.renew");
        });
    }

    @Test
    void completesOnlyWhenKafkaHasTheRecord() {
        var durable = publish();
        assertThat(durable).isNotDone();
        kafka.completeNext();
        assertThat(durable).isCompleted();
    }

    @Test
    void failsWhenKafkaDoesNotConfirm() {
        var durable = publish();
        kafka.errorNext(new TimeoutException("not within 1500 ms"));
        assertThat(durable).isCompletedExceptionally();
    }

    @Test
    void refusesMoreCommandsThanMayBeOnTheirWayUntilOneArrives() {
        for (int n = 0; n < CommandPublisher.IN_FLIGHT_MAX; n++)
            assertThat(publish()).isNotDone();
        assertThat(publish())
                .failsWithin(0, TimeUnit.SECONDS)
                .withThrowableThat()
                .withMessageContaining("20000 commands are on their way already");
        kafka.completeNext();
        assertThat(publish()).isNotDone();
    }

    // A record that cannot be sent at all is on no way: were its place kept, the node would in time refuse everything.
    @Test
    void freesThePlaceOfACommandThatCannotEvenBeSent() {
        for (var thrown : new RuntimeException[] {new KafkaException("away"), new IllegalStateException("no schema")}) {
            kafka.sendException = thrown;
            for (int n = 0; n < CommandPublisher.IN_FLIGHT_MAX; n++) {
                assertThat(publish()).isCompletedExceptionally();
            }
        }
        kafka.sendException = null;
        assertThat(publish()).isNotDone();
    }

    private CompletableFuture<Void> publish() {
        return publisher.publish(Topics.ACCOUNT_COMMANDS, HEADER, COMMAND);
    }
}
