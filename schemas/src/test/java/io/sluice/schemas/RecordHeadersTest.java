package io.sluice.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordHeadersTest {
    private static final String ID = "evt_01kaz7s0gt2v9f3q8hxj6m4n5p";
    private static final String TENANT = "ten_00000000000000000000000001";
    private static final String ACCOUNT = "acc_01kaz7s0gt2v9f3q8hxj6m4n5p";
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123Z");

    @Test
    void aRecordOfAnInternalTopicCarriesWhatAccountsForIt() {
        assertThat(texts(described(Topics.ACCOUNT_COMMANDS)))
                .containsExactly(
                        "ce_id=" + ID, "ce_type=account.provisioned", "ce_tenant=" + TENANT, "ce_environment=live");
    }

    @Test
    void anEventCarriesEveryAttributeOfACloudEvent() {
        var headers = described(Topics.ACCOUNT_EVENTS);
        RecordHeaders.happened(headers, ACCOUNT, NOON);
        assertThat(texts(headers))
                .containsExactly(
                        "ce_specversion=1.0",
                        "ce_source=/sluice/events.accounts",
                        "content-type=application/avro",
                        "ce_id=" + ID,
                        "ce_type=account.provisioned",
                        "ce_tenant=" + TENANT,
                        "ce_environment=live",
                        "ce_subject=" + ACCOUNT,
                        "ce_time=2026-11-20T12:00:00.123Z");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("topics")
    void namesWhatRecordsOfATopicCarry(Topic<?> topic) {
        var headers = described(topic);
        if (topic.name().startsWith("events.")) RecordHeaders.happened(headers, ACCOUNT, NOON);
        assertThat(headers).extracting(Header::key).containsExactlyElementsOf(RecordHeaders.names(topic));
    }

    @Test
    void onlyEventsMayCarryATraceBesides() {
        assertThat(Topics.PUBLIC.stream()
                        .filter(topic -> !RecordHeaders.optional(topic).isEmpty()))
                .containsExactly(Topics.ACCOUNT_EVENTS);
        assertThat(RecordHeaders.optional(Topics.ACCOUNT_EVENTS)).containsExactly("traceparent");
    }

    static List<Topic<?>> topics() {
        return Topics.ALL;
    }

    @Test
    void twoEventsTellTheirOwnInstants() {
        var first = described(Topics.ACCOUNT_EVENTS);
        var second = described(Topics.ACCOUNT_EVENTS);
        RecordHeaders.happened(first, ACCOUNT, NOON);
        RecordHeaders.happened(second, ACCOUNT, NOON.plusMillis(1));
        assertThat(RecordHeaders.get(first, RecordHeaders.TIME)).contains("2026-11-20T12:00:00.123Z");
        assertThat(RecordHeaders.get(second, RecordHeaders.TIME)).contains("2026-11-20T12:00:00.124Z");
    }

    // What RATIONALE says of their price; who adds a header changes the page too.
    @Test
    void spendsAsManyBytesAsTheRationaleSays() {
        var event = described(Topics.ACCOUNT_EVENTS);
        RecordHeaders.happened(event, ACCOUNT, NOON);
        assertThat(List.of(
                        bytes(described(Topics.ACCOUNT_COMMANDS)),
                        bytes(described(Topics.USAGE_REQUESTS)),
                        bytes(event)))
                .containsExactly(126, 208, 284);
    }

    private static Headers described(Topic<?> topic) {
        var headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        RecordHeaders.describe(topic.name(), headers, ID, TENANT, "live", "account.provisioned");
        return headers;
    }

    private static List<String> texts(Headers headers) {
        var texts = new ArrayList<String>();
        headers.forEach(header -> texts.add(header.key() + "=" + new String(header.value(), UTF_8)));
        return texts;
    }

    /** As Kafka writes them: each name and value with its length before it. */
    private static int bytes(Headers headers) {
        int bytes = 0;
        for (var header : headers) bytes += 2 + Utils.utf8Length(header.key()) + header.value().length;
        return bytes;
    }
}
