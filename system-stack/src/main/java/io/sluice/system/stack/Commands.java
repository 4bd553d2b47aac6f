package io.sluice.system.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.schemas.AccountId;
import io.sluice.schemas.CommandId;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.AccountCommand;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.ProvisionAccount;
import io.sluice.schemas.avro.RenewAccount;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Commands as the ingress would write them, for tests that write to Kafka themselves. */
public final class Commands {
    private static final UUID DEFAULT = new UUID(0, 1);

    private Commands() {}

    public static CommandHeader header(CommandId id, String type, String resource) {
        return CommandHeader.newBuilder()
                .setId(id.text())
                .setType(type)
                .setTenantId(new TenantId(DEFAULT).text())
                .setEnvironment("live")
                .setPrincipal(new KeyId(DEFAULT).text())
                .setResourceId(resource)
                .setAcceptedAt(Instant.ofEpochMilli(System.currentTimeMillis()))
                .build();
    }

    /** An id that nobody has yet. */
    public static CommandId newId() {
        var random = ThreadLocalRandom.current();
        return CommandId.at(Instant.ofEpochMilli(System.currentTimeMillis()), random.nextInt(), random.nextLong());
    }

    public static AccountCommand provision(CommandId id, String username) {
        var provision = ProvisionAccount.newBuilder()
                .setUsername(username)
                .setPasswordCiphertext(ByteBuffer.wrap("ciphertext".getBytes(UTF_8)))
                .setProtocol("vless")
                .setExpireDays(30)
                .build();
        return AccountCommand.newBuilder()
                .setHeader(header(id, "account.provision", new AccountId(id.value()).text()))
                .setProvision(provision)
                .build();
    }

    public static AccountCommand renew(CommandId id, String account, int days) {
        return AccountCommand.newBuilder()
                .setHeader(header(id, "account.renew", account))
                .setRenew(new RenewAccount(days, null))
                .build();
    }
}
