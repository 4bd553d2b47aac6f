package io.sluice.worker.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.avro.Account;
import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.CommandError;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CommandResult;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeTest {
    private static final Instant ACCEPTED = Instant.parse("2026-11-20T12:00:00.100Z");
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.200Z");

    private static final CommandHeader HEADER = CommandHeader.newBuilder()
            .setId("cmd_00000000000000000000000001")
            .setType("account.renew")
            .setTenantId("ten_00000000000000000000000002")
            .setEnvironment("test")
            .setPrincipal("key_00000000000000000000000003")
            .setResourceId("acc_00000000000000000000000004")
            .setAcceptedAt(ACCEPTED)
            .build();

    @Test
    void ofSuccessCarriesTheAccountAsItStands() {
        var account = Account.newBuilder()
                .setId("acc_00000000000000000000000004")
                .setNumber(1)
                .setTenantId("ten_00000000000000000000000002")
                .setEnvironment("test")
                .setUsername("alice")
                .setProtocol("vless")
                .setState("active")
                .setCreatedAt(ACCEPTED)
                .setUpdatedAt(NOW)
                .setVersion(2)
                .build();
        assertThat(Outcome.succeeded(HEADER, NOW, account, List.of()))
                .isEqualTo(expected("succeeded").setAccount(account).build());
    }

    @Test
    void ofSuccessCarriesTheKeyAsItStands() {
        var key = ApiKey.newBuilder()
                .setId("key_00000000000000000000000005")
                .setNumber(1)
                .setTenantId("ten_00000000000000000000000002")
                .setEnvironment("test")
                .setName("shop")
                .setKeyHash(ByteBuffer.wrap(new byte[32]))
                .setPrefix("sk_test_")
                .setMasked("sk_test_…abcd")
                .setScopes(List.of("*:*"))
                .setStatus("active")
                .setCreatedAt(NOW)
                .setVersion(1)
                .build();
        assertThat(Outcome.succeeded(HEADER, NOW, key))
                .isEqualTo(expected("succeeded").setKey(key).build());
    }

    @ParameterizedTest
    @EnumSource
    void ofFailureCarriesTheCodeWithItsStatusAndTheWordsForTheCaller(ProblemCode code) {
        assertThat(Outcome.failed(HEADER, NOW, code, "why"))
                .isEqualTo(expected("failed")
                        .setError(new CommandError(code.status(), code.name(), "why"))
                        .build());
    }

    private static CommandResult.Builder expected(String status) {
        return CommandResult.newBuilder()
                .setId("cmd_00000000000000000000000001")
                .setType("account.renew")
                .setTenantId("ten_00000000000000000000000002")
                .setEnvironment("test")
                .setStatus(status)
                .setResourceId("acc_00000000000000000000000004")
                .setAcceptedAt(ACCEPTED)
                .setAppliedAt(NOW);
    }
}
