package io.sluice.worker.accounts;

import io.sluice.schemas.avro.AccountCommand;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * What each command of a set brings along for the one statement that applies them all.
 *
 * @param name in the statement
 * @param type of PostgreSQL
 * @param value which the type can read from its text; lists and bytes as {@link #array} and {@link #bytes} write them
 */
record Column(String name, String type, Function<AccountCommand, @Nullable Object> value) {
    /** A row for each command, as a table of this name. */
    static String rows(List<Column> columns, String table) {
        return "unnest(" + join(columns, column -> ":" + column.name + "::" + column.type + "[]") + ") AS " + table
                + " (" + join(columns, Column::name) + ")";
    }

    /** Sets what {@link #rows} speaks of. */
    static StatementSpec bind(StatementSpec statement, List<Column> columns, List<AccountCommand> commands) {
        var bound = statement;
        for (var column : columns) bound = bound.param(column.name, column.texts(commands));
        return bound;
    }

    @Nullable
    String[] texts(List<AccountCommand> commands) {
        return commands.stream()
                .map(value)
                .map(found -> found == null ? null : found.toString())
                .toArray(String[]::new);
    }

    /** As PostgreSQL reads bytes from a text. */
    static String bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return "\\x" + HexFormat.of().formatHex(bytes);
    }

    /** As PostgreSQL reads an array of ids from a text; a row of arrays cannot be sent as an array. */
    static String array(Collection<?> ids) {
        return ids.stream().map(Object::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private static String join(List<Column> columns, Function<Column, String> text) {
        return columns.stream().map(text).collect(Collectors.joining(", "));
    }
}
