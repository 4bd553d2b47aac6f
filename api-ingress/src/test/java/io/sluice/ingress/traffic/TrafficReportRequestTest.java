package io.sluice.ingress.traffic;

import static io.sluice.ingress.body.Bodies.asked;
import static io.sluice.ingress.body.Bodies.documented;
import static io.sluice.ingress.body.Bodies.fields;
import static io.sluice.ingress.body.Bodies.refusals;
import static io.sluice.ingress.body.Bodies.valid;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.avro.TrafficCount;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficReportRequestTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String COUNT = "{'username':'alice','upload_bytes':1,'download_bytes':2}";

    @Test
    void readsAccountsByIdAndByUsername() {
        var body = """
                {'node':'fra-1','counters_since':'2026-11-20T08:00:00Z','accounts':[
                 {'id':'acc_00000000000000000000000001','upload_bytes':1,'download_bytes':2},
                 {'username':'alice','upload_bytes':3,'download_bytes':4}]}
                """;
        assertThat(valid(TrafficReportRequest.read(fields(body), NOW)))
                .isEqualTo(new TrafficReportRequest(
                        "fra-1",
                        Instant.parse("2026-11-20T08:00:00Z"),
                        List.of(
                                new TrafficCount("acc_00000000000000000000000001", null, 1L, 2L),
                                new TrafficCount(null, "alice", 3L, 4L))));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            case                   | since                | account                                       | refusal
            a start to come        | 2026-11-20T12:05:01Z | 'username':'a','upload_bytes':0,'download_bytes':0 | /counters_since is 2026-11-20T12:05:01Z but must not lie in the future
            a start that is none   | yesterday            | 'username':'a','upload_bytes':0,'download_bytes':0 | /counters_since must be a time like
            no account named       | 2026-11-20T12:00:00Z | 'upload_bytes':0,'download_bytes':0           | /accounts/0/id must name the account, or username must, and not both
            an account named twice | 2026-11-20T12:00:00Z | 'id':'acc_00000000000000000000000001','username':'a','upload_bytes':0,'download_bytes':0 | /accounts/0/id must name the account, or username must, and not both
            an id that is none     | 2026-11-20T12:00:00Z | 'id':'7','upload_bytes':0,'download_bytes':0  | /accounts/0/id must be the id of an account (acc_…)
            one direction          | 2026-11-20T12:00:00Z | 'username':'a','upload_bytes':0               | /accounts/0/download_bytes is missing
            """)
    void refuses(String name, String since, String account, String refusal) {
        var body = "{'node':'n','counters_since':'" + since + "','accounts':[{" + account + "}]}";
        assertThat(refusals(TrafficReportRequest.read(fields(body), NOW)))
                .startsWith(refusal)
                .doesNotContain("; /");
    }

    @Test
    void needsToKnowWhenTheCountersBegan() {
        var body = "{'node':'n','accounts':[" + COUNT + "]}";
        assertThat(refusals(TrafficReportRequest.read(fields(body), NOW))).startsWith("/counters_since is missing");
    }

    @Test
    void takesNoMoreThanItsBound() {
        var body = "{'node':'n','counters_since':'2026-11-20T08:00:00Z','accounts':["
                + IntStream.rangeClosed(0, TrafficReportRequest.ACCOUNTS_MAX)
                        .mapToObj(at -> COUNT)
                        .collect(Collectors.joining(","))
                + "]}";
        assertThat(refusals(TrafficReportRequest.read(fields(body), NOW)))
                .isEqualTo("/accounts must be a list of 1 to 500 objects but is a list of 501");
    }

    @Test
    void isDocumentedWithExactlyTheFieldsThatItReads() {
        assertThat(documented(TrafficReportRequest.Documented.class))
                .containsExactlyInAnyOrderElementsOf(asked(fields -> TrafficReportRequest.read(fields, NOW)));
    }
}
