package io.sluice.worker.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.schemas.RecordDecoder;
import io.sluice.schemas.RecordSerializer;
import io.sluice.schemas.RegistryUnavailableException;
import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.Topic;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AccountCommand;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.schemas.avro.RenewAccount;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IntakeTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final RegistryStub registry = new RegistryStub(Topics.ACCOUNT_COMMANDS.schema());
    private final SchemaRegistry client = registry.client();
    private final Intake<AccountCommand> intake = new Intake<>(new Renewals(), new RecordDecoder(client));

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void readsTheCommandsOfAPollInTheirOrder() {
        var poll = intake.read(poll(bytes(renew(1)), bytes(renew(2)), bytes(renew(3))));
        assertThat(poll.commands()).containsExactly(renew(1), renew(2), renew(3));
        assertThat(poll.unreadable()).isEmpty();
    }

    static Stream<byte[]> unreadable() {
        return Stream.of(
                new byte[0],
                new byte[] {0, 0, 0, 0},
                "{\"header\":{}}".getBytes(UTF_8),
                new byte[] {1, 0, 0, 0, RegistryStub.KNOWN, 2, 2},
                // Of a schema that the registry does not have.
                new byte[] {0, 0, 0, 0, 99, 2, 2},
                // Cut after the schema's number, and in the middle of a text.
                new byte[] {0, 0, 0, 0, RegistryStub.KNOWN},
                new byte[] {0, 0, 0, 0, RegistryStub.KNOWN, 100, 'c', 'm', 'd'},
                // A text of a length below zero.
                new byte[] {0, 0, 0, 0, RegistryStub.KNOWN, 1});
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void setsAsideWhatNoSchemaReadsAndReadsTheRest(byte[] value) {
        var records = poll(bytes(renew(1)), value, bytes(renew(2)));
        var poll = intake.read(records);
        assertThat(poll.commands()).containsExactly(renew(1), renew(2));
        assertThat(poll.unreadable()).singleElement().satisfies(letter -> {
            assertThat(letter.source()).isSameAs(records.get(1));
            assertThat(letter.reason()).isNotBlank();
        });
    }

    @Test
    void setsAsideARecordWithoutAValue() {
        var poll = intake.read(List.of(record(0, null)));
        assertThat(poll.unreadable()).extracting(Intake.Unreadable::reason).containsExactly("the record has no value");
    }

    @Test
    void readsNothingOfAPollWhileTheRegistryIsAway() {
        var records = poll(bytes(renew(1)));
        registry.close();
        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> intake.read(records))
                .satisfies(
                        failure -> assertThat(Failures.passesByItself(failure)).isTrue());
    }

    @Test
    void goesOnReadingTheSchemasItKnowsWhileTheRegistryIsAway() {
        var records = poll(bytes(renew(1)));
        intake.read(records);
        registry.close();
        assertThat(intake.read(records).commands()).containsExactly(renew(1));
    }

    // Not set aside, because a worker of a newer version can apply it: the lane waits for that one.
    @Test
    void standsStillAtACommandThatItDoesNotKnowAndSaysWhereAndWhatToDo() {
        var unknown = AccountCommand.newBuilder()
                .setHeader(header(2, "account.teleport"))
                .build();
        assertThatExceptionOfType(UnknownCommandException.class)
                .isThrownBy(() -> intake.read(poll(bytes(renew(1)), bytes(unknown))))
                .withMessage("This worker is too old for the command account.teleport at commands.accounts-3@1. "
                        + "Workers roll out before the ingress: start a worker of its version.");
    }

    private byte[] bytes(AccountCommand command) {
        return Objects.requireNonNull(new RecordSerializer(client).serialize(Topics.ACCOUNT_COMMANDS.name(), command));
    }

    private static List<ConsumerRecord<String, byte[]>> poll(byte[]... values) {
        return IntStream.range(0, values.length)
                .mapToObj(at -> record(at, values[at]))
                .toList();
    }

    private static ConsumerRecord<String, byte[]> record(int offset, byte @Nullable [] value) {
        return new ConsumerRecord<>(Topics.ACCOUNT_COMMANDS.name(), 3, offset, "acc", value);
    }

    private static AccountCommand renew(int number) {
        return AccountCommand.newBuilder()
                .setHeader(header(number, "account.renew"))
                .setRenew(new RenewAccount(number, null))
                .build();
    }

    private static CommandHeader header(int number, String type) {
        return CommandHeader.newBuilder()
                .setId("cmd_0000000000000000000000000" + number)
                .setType(type)
                .setTenantId("ten_00000000000000000000000001")
                .setEnvironment("live")
                .setPrincipal("key_00000000000000000000000001")
                .setResourceId("acc_00000000000000000000000001")
                .setAcceptedAt(NOW)
                .build();
    }

    /** A lane of a version that can only renew; nothing here gets as far as being applied. */
    private static final class Renewals implements Lane<AccountCommand> {
        @Override
        public Topic<AccountCommand> topic() {
            return Topics.ACCOUNT_COMMANDS;
        }

        @Override
        public int threads() {
            return 1;
        }

        @Override
        public CommandHeader header(AccountCommand command) {
            return command.getHeader();
        }

        @Override
        public boolean knows(AccountCommand command) {
            return command.getRenew() != null;
        }

        @Override
        public List<CommandResult> apply(List<AccountCommand> commands, Instant now) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Publication> consequences(List<CommandResult> outcomes) {
            throw new UnsupportedOperationException();
        }
    }
}
