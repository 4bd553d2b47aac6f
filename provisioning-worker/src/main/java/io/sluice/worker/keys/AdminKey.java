package io.sluice.worker.keys;

import io.sluice.schemas.CommandId;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.KeySecret;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CreateKey;
import io.sluice.worker.WorkerSettings;
import io.sluice.worker.audit.AuditLog;
import io.sluice.worker.claims.Outcome;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The first key, by which all others are made. It is made of the operator's setting, and made anew when that is another
 * one; in between it is rotated and revoked as any other, and no start of a worker takes that back.
 */
@Component
class AdminKey implements ApplicationRunner {
    private static final KeyId ID = new KeyId(new UUID(0, 1));

    private final WorkerSettings settings;
    private final KeyRepository keys;
    private final TransactionOperations transaction;
    private final KafkaOperations<String, Object> kafka;
    private final AuditLog audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    AdminKey(
            WorkerSettings settings,
            KeyRepository keys,
            PlatformTransactionManager transactions,
            KafkaOperations<String, Object> kafka,
            AuditLog audit,
            Clock clock) {
        this.transaction = new TransactionTemplate(transactions);
        this.settings = settings;
        this.keys = keys;
        this.kafka = kafka;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!settings.adminKey().isEmpty()) {
            // Together, so that a worker that is killed in between leaves a setting that is still to be heeded.
            transaction.executeWithoutResult(_ -> set(settings.adminKey()));
        }
        // Told at every start, because the one that stored it may have been killed before it told.
        var states = keys.find(List.of(ID)).stream().map(Keys::state).toList();
        kafka.executeInTransaction(in -> {
            states.forEach(state -> {
                var _ = in.send(state.record());
            });
            return true;
        });
    }

    private void set(String secret) {
        if (!keys.isNewSetting(KeySecret.hash(secret))) return;
        var now = clock.instant();
        var before = standing();
        keys.replace(ID, TenantId.PLATFORM, create(secret), now);
        var header = header(now);
        audit.keep(header, before, Outcome.succeeded(header, now, standing().orElseThrow()), now);
    }

    private Optional<ApiKey> standing() {
        return keys.find(List.of(ID)).stream().findFirst();
    }

    /** Of no command: nobody has sent one. */
    private CommandHeader header(Instant now) {
        return CommandHeader.newBuilder()
                .setId(CommandId.at(now, random.nextInt(), random.nextLong()).text())
                .setType("key.set")
                .setTenantId(TenantId.PLATFORM.text())
                .setEnvironment(Environment.LIVE.text())
                .setPrincipal(AuditLog.OPERATOR)
                .setResourceId(ID.text())
                .setAcceptedAt(now)
                .build();
    }

    private static CreateKey create(String secret) {
        return CreateKey.newBuilder()
                .setKeyHash(ByteBuffer.wrap(KeySecret.hash(secret)))
                .setPrefix(KeySecret.parse(secret).map(KeySecret::prefix).orElse(""))
                .setMasked(KeySecret.masked(secret))
                .setName("admin")
                .setDescription("made at the first start")
                .setEnvironment("live")
                .setScopes(List.of("*:*"))
                .build();
    }
}
