package io.sluice.system.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.sluice.schemas.RecordDecoder;
import io.sluice.schemas.Topic;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.UsageRequest;
import io.sluice.schemas.avro.UsageRollup;
import io.sluice.system.stack.Kafka;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every record of a public topic is a CloudEvent, as the deserializer of the CloudEvents SDK sees it. */
class CloudEventsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Sluice sluice = Sluice.shared();
    private final Kafka kafka = new Kafka(sluice.bootstrapServers(), sluice.registry());
    private final RecordDecoder decoder = new RecordDecoder(sluice.registry());

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void whatHappenedToAnAccountIsACloudEventWithTheAccountForItsSubject() {
        var made = sluice.admin()
                .waiting()
                .post("/v1/accounts", "{\"username\":\"" + Sluice.unique("cloud") + "\",\"expire_days\":30}");
        var account = made.text("/id");
        sluice.admin().waiting().post("/v1/accounts/" + account + "/renew", "{\"extend_days\":1}");
        var events = await().atMost(SOON).until(() -> read(Topics.ACCOUNT_EVENTS, account), seen -> seen.size() == 2);

        assertThat(events).extracting(CloudEvent::getType).containsExactly("account.provisioned", "account.renewed");
        assertThat(events).extracting(CloudEvent::getId).doesNotHaveDuplicates();
        assertThat(events).allSatisfy(event -> {
            var told = decode(Topics.ACCOUNT_EVENTS, event);
            assertThat(event.getSpecVersion()).hasToString("1.0");
            assertThat(event.getSource()).hasToString("/sluice/events.accounts");
            assertThat(event.getDataContentType()).isEqualTo("application/avro");
            assertThat(event.getId()).isEqualTo(told.getId());
            assertThat(event.getType()).isEqualTo(told.getType());
            assertThat(event.getSubject())
                    .isEqualTo(account)
                    .isEqualTo(told.getAccount().getId());
            assertThat(event.getTime()).isEqualTo(told.getOccurredAt().atOffset(ZoneOffset.UTC));
            assertThat(event.getExtension("tenant")).isEqualTo(told.getTenantId());
            assertThat(event.getExtension("environment")).isEqualTo(told.getEnvironment());
        });
    }

    @Test
    void callsAndTheirRollupsAreCloudEventsToo() {
        var key = sluice.admin().post("/v1/keys", "{\"name\":\"cloud\",\"scopes\":[\"keys:read\"]}");
        sluice.anonymous().with("X-API-Key", key.text("/key")).get("/v1/keys");
        var call = await().atMost(SOON)
                .until(() -> read(Topics.USAGE_REQUESTS, key.text("/id")), seen -> !seen.isEmpty())
                .getFirst();
        var row = await().atMost(SOON)
                .until(
                        () -> read(Topics.USAGE_ROLLUPS_MINUTE, key.text("/id") + " GET /v1/keys"),
                        seen -> !seen.isEmpty())
                .getFirst();

        UsageRequest told = decode(Topics.USAGE_REQUESTS, call);
        assertThat(call.getId()).isEqualTo(told.getRequestId());
        assertThat(call.getSource()).hasToString("/sluice/usage.requests");
        assertThat(call.getType()).isEqualTo("usage.request");
        assertThat(call.getExtension("tenant")).isEqualTo(told.getTenantId());
        UsageRollup added = decode(Topics.USAGE_ROLLUPS_MINUTE, row);
        assertThat(row.getId())
                .isEqualTo(added.getKeyId() + " GET /v1/keys " + added.getWindowStart() + " " + added.getRequests());
        assertThat(row.getSource()).hasToString("/sluice/usage.rollups.minute");
        assertThat(row.getType()).isEqualTo("usage.rollup");
        assertThat(row.getExtension("environment")).isEqualTo(added.getEnvironment());
    }

    private List<CloudEvent> read(Topic<?> topic, String key) {
        try (var reader = new CloudEventDeserializer()) {
            return kafka.records(topic.name()).stream()
                    .filter(record -> key.equals(record.key()))
                    .map(record -> reader.deserialize(record.topic(), record.headers(), record.value()))
                    .toList();
        }
    }

    private <V extends SpecificRecord> V decode(Topic<V> topic, CloudEvent event) {
        return decoder.decode(topic, Objects.requireNonNull(event.getData()).toBytes());
    }
}
