package io.sluice.worker.routing;

import io.sluice.schemas.AccountId;
import io.sluice.schemas.OutboundId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CreateOutbound;
import io.sluice.schemas.avro.Outbound;
import io.sluice.schemas.avro.UpdateOutbound;
import io.sluice.worker.claims.Numbers;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class OutboundRepository {
    private static final String COLUMNS = """
            id, number, tenant_id, environment, name, protocol, address, port, username, remark, created_at,
            updated_at, version
            """;

    private final JdbcClient jdbc;
    private final Numbers numbers;

    OutboundRepository(JdbcClient jdbc, Numbers numbers) {
        this.jdbc = jdbc;
        this.numbers = numbers;
    }

    Outbound insert(CommandHeader header, OutboundId id, CreateOutbound outbound, Instant now) {
        var tenant = TenantId.of(header.getTenantId());
        return jdbc.sql("""
                        INSERT INTO core.outbound
                               (id, number, tenant_id, environment, name, protocol, address, port, username,
                                password_ciphertext, remark, created_at, updated_at, version)
                        VALUES (:id, :number, :tenant, :environment, :name, :protocol, :address, :port, :username,
                                :password, :remark, :now::timestamptz, :now::timestamptz, 1)
                        RETURNING
                        """ + COLUMNS)
                .param("id", id.value())
                .param("number", numbers.next(tenant, "outbound"))
                .param("tenant", tenant.value())
                .param("environment", header.getEnvironment())
                .param("name", outbound.getName())
                .param("protocol", outbound.getProtocol())
                .param("address", outbound.getAddress())
                .param("port", outbound.getPort())
                .param("username", outbound.getUsername())
                .param("password", bytes(outbound.getPasswordCiphertext()))
                .param("remark", outbound.getRemark())
                .param("now", now.toString())
                .query((row, at) -> outbound(row))
                .single();
    }

    /** A field that is not given stays; one that is cleared becomes null. */
    Outbound update(OutboundId id, UpdateOutbound change, Instant now) {
        return jdbc.sql("""
                        UPDATE core.outbound
                           SET name = coalesce(:name, name),
                               address = CASE WHEN 'address' = ANY (:clear::text[]) THEN NULL
                                              ELSE coalesce(:address, address) END,
                               port = CASE WHEN 'port' = ANY (:clear::text[]) THEN NULL
                                           ELSE coalesce(:port::int, port) END,
                               username = CASE WHEN 'username' = ANY (:clear::text[]) THEN NULL
                                               ELSE coalesce(:username, username) END,
                               password_ciphertext = CASE WHEN 'password' = ANY (:clear::text[]) THEN NULL
                                                          ELSE coalesce(:password::bytea, password_ciphertext) END,
                               remark = CASE WHEN 'remark' = ANY (:clear::text[]) THEN NULL
                                             ELSE coalesce(:remark, remark) END,
                               updated_at = :now::timestamptz, version = version + 1
                         WHERE id = :id
                        RETURNING
                        """ + COLUMNS)
                .param("id", id.value())
                .param("name", change.getName())
                .param("address", change.getAddress())
                .param("port", change.getPort())
                .param("username", change.getUsername())
                .param("password", bytes(change.getPasswordCiphertext()))
                .param("remark", change.getRemark())
                .param("clear", change.getClear().toArray(String[]::new))
                .param("now", now.toString())
                .query((row, at) -> outbound(row))
                .single();
    }

    /** The outbound of the caller's tenant and environment, which nobody else takes up until the transaction ends. */
    Optional<Outbound> lock(CommandHeader header, OutboundId id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM core.outbound WHERE id = :id AND tenant_id = :tenant"
                        + " AND environment = :environment FOR UPDATE")
                .param("id", id.value())
                .param("tenant", TenantId.of(header.getTenantId()).value())
                .param("environment", header.getEnvironment())
                .query((row, at) -> outbound(row))
                .optional();
    }

    boolean isTaken(CommandHeader header, OutboundId id, String name) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM core.outbound WHERE tenant_id = :tenant"
                        + " AND environment = :environment AND name = :name AND id <> :id)")
                .param("id", id.value())
                .param("tenant", TenantId.of(header.getTenantId()).value())
                .param("environment", header.getEnvironment())
                .param("name", name)
                .query(Boolean.class)
                .single();
    }

    /** An account that uses it. */
    Optional<String> user(OutboundId id) {
        return jdbc.sql("SELECT id FROM core.account WHERE outbound_id = :id AND state <> 'deleted' LIMIT 1")
                .param("id", id.value())
                .query((row, at) -> new AccountId(row.getObject("id", UUID.class)).text())
                .optional();
    }

    void delete(OutboundId id) {
        jdbc.sql("DELETE FROM core.outbound WHERE id = :id")
                .param("id", id.value())
                .update();
    }

    private static Outbound outbound(ResultSet row) throws SQLException {
        return Outbound.newBuilder()
                .setId(new OutboundId(row.getObject("id", UUID.class)).text())
                .setNumber(row.getLong("number"))
                .setTenantId(new TenantId(row.getObject("tenant_id", UUID.class)).text())
                .setEnvironment(row.getString("environment"))
                .setName(row.getString("name"))
                .setProtocol(row.getString("protocol"))
                .setAddress(row.getString("address"))
                .setPort(row.getObject("port", Integer.class))
                .setUsername(row.getString("username"))
                .setRemark(row.getString("remark"))
                .setCreatedAt(row.getObject("created_at", OffsetDateTime.class).toInstant())
                .setUpdatedAt(row.getObject("updated_at", OffsetDateTime.class).toInstant())
                .setVersion(row.getLong("version"))
                .build();
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) return null;
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
