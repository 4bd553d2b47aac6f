package io.sluice.system.records;

import static io.sluice.system.stack.Commands.newId;
import static io.sluice.system.stack.Commands.provision;
import static io.sluice.system.stack.Commands.renew;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.schemas.CommandId;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AccountCommand;
import io.sluice.schemas.avro.AccountEvent;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.system.stack.Kafka;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Delivery is at least once, so the second delivery must change nothing and tell the same. */
class RedeliveryTest {
    private final Sluice sluice = Sluice.shared();
    private final Kafka kafka = new Kafka(sluice.bootstrapServers(), sluice.registry());

    @AfterEach
    void close() {
        kafka.close();
    }

    @Test
    void aCommandDeliveredAgainIsAppliedOnceAndToldTheSame() {
        var made = provision(newId(), Sluice.unique("again"));
        var renewed = renew(newId(), made.getHeader().getResourceId(), 10);
        publish(made);
        for (int i = 1; i <= 3; i++) {
            publish(renewed);
            publish(renewed);
            awaitResults(renewed, i);
        }
        publish(made);
        assertThat(new HashSet<>(awaitResults(renewed, 3))).singleElement().satisfies(result -> {
            assertThat(result.getAccount().getVersion()).isEqualTo(2);
        });
        assertThat(new HashSet<>(awaitResults(made, 2))).singleElement().satisfies(result -> {
            assertThat(result.getAccount().getVersion()).isEqualTo(1);
        });
        assertThat(new HashSet<>(events(made.getHeader().getResourceId())))
                .extracting(AccountEvent::getType)
                .containsExactlyInAnyOrder("account.provisioned", "account.renewed");
    }

    @Test
    void ofTwoRequestsUnderOneKeyTheFirstIsApplied() {
        long key = UUID.randomUUID().getMostSignificantBits();
        var made = provision(newId(), Sluice.unique("first"));
        var first = renew(CommandId.under(key, 0, 1), made.getHeader().getResourceId(), 1);
        var second = renew(CommandId.under(key, 0, 2), made.getHeader().getResourceId(), 2);
        publish(made);
        publish(first);
        publish(second);
        assertThat(awaitResults(second, 1).getFirst().getError().getCode()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(awaitResults(first, 1).getFirst().getAccount().getVersion()).isEqualTo(2);
    }

    @Test
    void theCommandsOfOneAccountKeepTheirOrderWithinAPoll() {
        var made = provision(newId(), Sluice.unique("order"));
        publish(made);
        AccountCommand last = made;
        for (int i = 0; i < 50; i++) {
            last = renew(newId(), made.getHeader().getResourceId(), 1);
            publish(last);
        }
        var account = awaitResults(last, 1).getFirst().getAccount();
        assertThat(account.getVersion()).isEqualTo(51);
        assertThat(Duration.between(account.getCreatedAt(), account.getExpiresAt()))
                .isEqualTo(Duration.ofDays(80));
    }

    private void publish(AccountCommand command) {
        kafka.publish(Topics.ACCOUNT_COMMANDS, command.getHeader(), command);
    }

    private List<CommandResult> awaitResults(AccountCommand command, int count) {
        var id = command.getHeader().getId();
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> kafka.read(
                                Topics.COMMAND_RESULTS, result -> result.getId().equals(id)),
                        results -> results.size() >= count);
    }

    private List<AccountEvent> events(String account) {
        return kafka.read(
                Topics.ACCOUNT_EVENTS, event -> event.getAccount().getId().equals(account));
    }
}
