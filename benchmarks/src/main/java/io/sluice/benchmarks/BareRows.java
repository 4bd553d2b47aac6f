package io.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.schemas.AccountId;
import io.sluice.system.stack.Commands;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import javax.sql.DataSource;

/** Writes the rows of accounts over one connection, {@link #BATCH} in a transaction, and knows nothing of commands. */
final class BareRows implements AutoCloseable {
    private static final int BATCH = 1_000;
    private static final UUID TENANT = new UUID(0, 1);

    private static final String INSERT = """
            INSERT INTO core.account
                   (id, number, tenant_id, environment, username, password_ciphertext, protocol, state, expires_at,
                    metadata, created_at, updated_at, version)
            SELECT id, number, ?::uuid, 'live', username, password_ciphertext, 'vless', 'active',
                   now() + interval '30 days', '{}', now(), now(), 1
              FROM unnest(?::uuid[], ?::bigint[], ?::text[], ?::bytea[])
                   AS new (id, number, username, password_ciphertext)
                ON CONFLICT (tenant_id, environment, username) WHERE state <> 'deleted' DO NOTHING
            """;

    private static final String UPDATE = """
            UPDATE core.account AS account
               SET expires_at = account.expires_at + days * interval '1 day', updated_at = now(),
                   version = account.version + 1
              FROM unnest(?::uuid[], ?::int[]) AS change (id, days)
             WHERE account.id = change.id
            """;

    private final Connection connection;
    private final List<UUID> made = new ArrayList<>();
    private long number = 1_000_000_000;

    BareRows(DataSource database) {
        try {
            this.connection = database.getConnection();
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes so many accounts, and returns how many per second. */
    double create(int count) {
        return perSecond(INSERT, count, (statement, batch) -> {
            var ids = ids(batch, at -> Commands.newId().value());
            made.addAll(ids);
            statement.setObject(1, TENANT);
            statement.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "bigint", ids.stream().map(id -> number++).toArray()));
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "text",
                            ids.stream().map(id -> new AccountId(id).text()).toArray()));
            statement.setArray(
                    5,
                    connection.createArrayOf(
                            "bytea",
                            ids.stream().map(id -> "ciphertext".getBytes(UTF_8)).toArray(byte[][]::new)));
        });
    }

    /** Renews so many accounts that {@link #create} made, in no order, and returns how many per second. */
    double renew(int count) {
        Collections.shuffle(made);
        return perSecond(UPDATE, count, (statement, batch) -> {
            var ids = ids(batch, made::get);
            statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf("int", ids.stream().map(id -> 30).toArray()));
        });
    }

    private interface Binding {
        void bind(PreparedStatement statement, int batch) throws SQLException;
    }

    private double perSecond(String sql, int count, Binding binding) {
        long start = System.nanoTime();
        try (var statement = connection.prepareStatement(sql)) {
            for (int batch = 0; batch < count / BATCH; batch++) {
                binding.bind(statement, batch);
                int rows = statement.executeUpdate();
                if (rows != BATCH) throw new IllegalStateException(rows + " rows were written instead of " + BATCH);
                connection.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private static List<UUID> ids(int batch, IntFunction<UUID> id) {
        var ids = new ArrayList<UUID>(BATCH);
        for (int at = batch * BATCH; at < (batch + 1) * BATCH; at++) ids.add(id.apply(at));
        return ids;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
