package io.sluice.ingress.accounts;

import static io.sluice.ingress.body.Bodies.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.avro.Account;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountViewTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            bytes               | gib
            0                   | 0
            1                   | 0.000000000931322574615478515625
            1073741823          | 0.999999999068677425384521484375
            1073741824          | 1
            1610612736          | 1.5
            107374182400        | 100
            1125899906842624    | 1048576
            9223372036854775807 | 8589934591.999999999068677425384521484375
            """)
    void showsBytesAsExactGib(long bytes, String gib) {
        assertThat(AccountView.gib(bytes).toPlainString()).isEqualTo(gib);
    }

    @Test
    void showsWhatTheEdgeReadsBackAsTheSameBytes() {
        long seed = Long.getLong("seed", 20_261_120);
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            long bytes = random.nextLong(1L << (1 + random.nextInt(50)));
            var gib = AccountView.gib(bytes);
            assertThat(fields("{'a':" + gib + "}").gibibytes("a", ProvisionRequest.TRAFFIC_GB_MAX))
                    .as("case %d of -Dseed=%d: %s GiB", i, seed, gib)
                    .isEqualTo(bytes);
        }
    }

    @Test
    void showsAnAccountAsItsRecordSays() {
        var account = account().setTotalTrafficBytes(1L << 31).setExpiresAt(NOW).build();
        assertThat(AccountView.of(account, "hidden"))
                .isEqualTo(new AccountView(
                        "acc_1",
                        7,
                        "ten_1",
                        "test",
                        "alice",
                        "hidden",
                        "vless",
                        "active",
                        "a@example.com",
                        "remark",
                        NOW,
                        null,
                        BigDecimal.valueOf(2),
                        new BigDecimal("0.5"),
                        "month",
                        NOW.plusMillis(2),
                        "fra-1",
                        1080,
                        100,
                        200,
                        3,
                        "out_1",
                        List.of("rul_1"),
                        Map.of("plan", "gold"),
                        NOW,
                        NOW.plusMillis(1),
                        3));
    }

    @Test
    void showsUnlimitedAsNull() {
        assertThat(AccountView.of(account().setTotalTrafficBytes(null).build(), null)
                        .totalTrafficGb())
                .isNull();
    }

    private static Account.Builder account() {
        return Account.newBuilder()
                .setId("acc_1")
                .setNumber(7)
                .setTenantId("ten_1")
                .setEnvironment("test")
                .setUsername("alice")
                .setProtocol("vless")
                .setState("active")
                .setEmail("a@example.com")
                .setRemark("remark")
                .setUsedTrafficBytes(1L << 29)
                .setResetStrategy("month")
                .setTrafficResetsAt(NOW.plusMillis(2))
                .setNode("fra-1")
                .setPort(1080)
                .setSendLimit(100)
                .setReceiveLimit(200)
                .setMaxConnCount(3)
                .setOutboundId("out_1")
                .setRuleIds(List.of("rul_1"))
                .setMetadata(Map.of("plan", "gold"))
                .setCreatedAt(NOW)
                .setUpdatedAt(NOW.plusMillis(1))
                .setVersion(3);
    }
}
