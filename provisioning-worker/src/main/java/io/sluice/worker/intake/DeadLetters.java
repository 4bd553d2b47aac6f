package io.sluice.worker.intake;

import io.sluice.operations.logs.LogFields;
import io.sluice.schemas.CommandId;
import io.sluice.schemas.Environment;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.RecordHeaders;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.Topic;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.worker.claims.Claims;
import io.sluice.worker.claims.Outcome;
import io.sluice.worker.intake.Intake.Unreadable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Records whose bytes no schema can read. They are kept as they are beside their topic, and where their headers name a
 * command it fails: what was acknowledged has an outcome even so.
 */
final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final int REASON_LENGTH_MAX = 500;

    private final Claims claims;
    private final TransactionOperations transaction;
    private final Clock clock;

    DeadLetters(Claims claims, TransactionOperations transaction, Clock clock) {
        this.claims = claims;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Stores the failure of each command that the headers name, unless it has an outcome already. */
    List<CommandResult> settle(List<Unreadable> unreadable) {
        if (unreadable.isEmpty()) return List.of();
        unreadable.forEach(DeadLetters::log);
        return transaction.execute(status -> unreadable.stream()
                .map(letter -> header(letter))
                .flatMap(Optional::stream)
                .map(header -> settle(header, clock.instant()))
                .toList());
    }

    private static void log(Unreadable letter) {
        var source = letter.source();
        var id = RecordHeaders.get(source.headers(), RecordHeaders.ID).flatMap(CommandId::parse);
        try (var _ =
                MDC.putCloseable(LogFields.COMMAND_ID, id.map(CommandId::text).orElse(null))) {
            LOG.error(
                    "{}-{}@{} goes to the dead letters: {}",
                    source.topic(),
                    source.partition(),
                    source.offset(),
                    letter.reason());
        }
    }

    private CommandResult settle(CommandHeader header, Instant now) {
        var claim = CommandId.of(header.getId()).claim();
        var known = claims.find(List.of(claim)).get(claim);
        if (known != null) return known.getId().equals(header.getId()) ? known : Outcome.reused(header, now);
        var outcome = Outcome.failed(
                header,
                now,
                ProblemCode.COMMAND_UNREADABLE,
                "The bytes of this command could not be read, so it was not applied. Send it again.");
        claims.record(List.of(outcome));
        return outcome;
    }

    /** What the record's own headers tell; empty when they do not name a command. */
    private static Optional<CommandHeader> header(Unreadable letter) {
        var headers = letter.source().headers();
        var id = RecordHeaders.get(headers, RecordHeaders.ID).flatMap(CommandId::parse);
        var tenant = RecordHeaders.get(headers, RecordHeaders.TENANT).flatMap(TenantId::parse);
        var environment = RecordHeaders.get(headers, RecordHeaders.ENVIRONMENT).flatMap(Environment::parse);
        var type = RecordHeaders.get(headers, RecordHeaders.TYPE).filter(Headers::storable);
        if (id.isEmpty() || tenant.isEmpty() || environment.isEmpty() || type.isEmpty()) return Optional.empty();
        return Optional.of(CommandHeader.newBuilder()
                .setId(id.get().text())
                .setType(type.get())
                .setTenantId(tenant.get().text())
                .setEnvironment(environment.get().text())
                .setPrincipal("")
                .setResourceId(String.valueOf(letter.source().key()))
                .setAcceptedAt(Instant.ofEpochMilli(letter.source().timestamp()))
                .build());
    }

    /** The record as it was, with the reason and the place where it stood. */
    static ProducerRecord<String, Object> record(Unreadable letter) {
        var source = letter.source();
        var record =
                new ProducerRecord<String, Object>(Topic.deadLetters(source.topic()), source.key(), source.value());
        source.headers().forEach(record.headers()::add);
        RecordHeaders.put(record.headers(), RecordHeaders.REASON, cut(letter.reason()));
        RecordHeaders.put(
                record.headers(),
                RecordHeaders.SOURCE,
                source.topic() + "-" + source.partition() + "@" + source.offset());
        return record;
    }

    private static String cut(String reason) {
        return reason.length() <= REASON_LENGTH_MAX ? reason : reason.substring(0, REASON_LENGTH_MAX);
    }
}
