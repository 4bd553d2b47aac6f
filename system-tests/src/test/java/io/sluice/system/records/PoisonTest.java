package io.sluice.system.records;

import static io.sluice.system.stack.Commands.newId;
import static io.sluice.system.stack.Commands.provision;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.schemas.CommandId;
import io.sluice.schemas.RecordHeaders;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AccountCommand;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.system.stack.Commands;
import io.sluice.system.stack.Kafka;
import io.sluice.system.stack.Sluice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A record that cannot be applied fails alone; those around it do not notice. */
class PoisonTest {
    private final Sluice sluice = Sluice.shared();
    private final Kafka kafka = new Kafka(sluice.bootstrapServers(), sluice.registry());

    @AfterEach
    void close() {
        kafka.close();
    }

    // PostgreSQL refuses U+0000 in a text. The edge does so before, and a record past the edge is how to see this.
    @Test
    void aCommandThatTheDatabaseRefusesFailsAloneInItsSet() {
        var good = new ArrayList<AccountCommand>();
        for (int i = 0; i < 40; i++) good.add(provision(newId(), Sluice.unique("good")));
        var bad = provision(newId(), "bad\0name");
        for (int i = 0; i < 40; i++) {
            if (i == 13) publish(bad);
            publish(good.get(i));
        }
        assertThat(awaitResult(bad).getError().getCode()).isEqualTo("COMMAND_REJECTED");
        var ids = good.stream().map(command -> command.getHeader().getId()).collect(Collectors.toSet());
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> kafka.read(
                                        Topics.COMMAND_RESULTS,
                                        result -> ids.contains(result.getId())
                                                && result.getStatus().equals("succeeded"))
                                .size(),
                        count -> count >= ids.size());
    }

    @Test
    void bytesThatNoSchemaReadsAreKeptAndTheirCommandFails() {
        var id = newId();
        var header = Commands.header(id, "account.provision", "acc_00000000000000000000000000");
        kafka.publish(Topics.ACCOUNT_COMMANDS.name(), header, "garbage".getBytes(UTF_8));
        var after = provision(newId(), Sluice.unique("after"));
        publish(after);
        assertThat(awaitResult(id.text()).getError().getCode()).isEqualTo("COMMAND_UNREADABLE");
        assertThat(awaitResult(after).getStatus()).isEqualTo("succeeded");
        assertThat(letters(header.getResourceId())).singleElement().satisfies(letter -> {
            assertThat(letter.value()).isEqualTo("garbage".getBytes(UTF_8));
            assertThat(RecordHeaders.get(letter.headers(), RecordHeaders.REASON))
                    .isPresent();
            assertThat(RecordHeaders.get(letter.headers(), RecordHeaders.ID)).contains(id.text());
        });
    }

    @Test
    void aSchemaIdThatTheRegistryNeverGaveIsUnreadableToo() {
        var id = newId();
        var header = Commands.header(id, "account.provision", "acc_00000000000000000000000001");
        kafka.publish(Topics.ACCOUNT_COMMANDS.name(), header, new byte[] {0, 0x7f, 0, 0, 1, 2, 3});
        assertThat(awaitResult(id.text()).getError().getCode()).isEqualTo("COMMAND_UNREADABLE");
    }

    @Test
    void anUnreadableRequestUnderAKeyThatIsTakenLeavesTheFirstOutcomeAsItIs() {
        long key = UUID.randomUUID().getMostSignificantBits();
        var first = provision(CommandId.under(key, 0, 1), Sluice.unique("first"));
        publish(first);
        var outcome = awaitResult(first);
        var second = CommandId.under(key, 0, 2);
        var header = Commands.header(second, "account.provision", "acc_00000000000000000000000002");
        kafka.publish(Topics.ACCOUNT_COMMANDS.name(), header, "garbage".getBytes(UTF_8));
        assertThat(awaitResult(second.text()).getError().getCode()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        publish(first);
        assertThat(kafka.read(Topics.COMMAND_RESULTS, result -> result.getId().equals(outcome.getId())))
                .allSatisfy(result -> assertThat(result).isEqualTo(outcome));
    }

    @Test
    void bytesThatNameNoCommandAreKeptAndNothingElseHappens() {
        var key = Sluice.unique("nobody");
        kafka.publish(Topics.ACCOUNT_COMMANDS.name(), key, new byte[0]);
        await().atMost(Duration.ofSeconds(20)).until(() -> letters(key).size() == 1);
    }

    private void publish(AccountCommand command) {
        kafka.publish(Topics.ACCOUNT_COMMANDS, command.getHeader(), command);
    }

    private CommandResult awaitResult(AccountCommand command) {
        return awaitResult(command.getHeader().getId());
    }

    private CommandResult awaitResult(String id) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> kafka.read(
                                Topics.COMMAND_RESULTS, result -> result.getId().equals(id)),
                        results -> !results.isEmpty())
                .getFirst();
    }

    private List<ConsumerRecord<String, byte[]>> letters(String key) {
        return kafka.records(Topics.ACCOUNT_COMMANDS.deadLetters()).stream()
                .filter(letter -> key.equals(letter.key()))
                .toList();
    }
}
