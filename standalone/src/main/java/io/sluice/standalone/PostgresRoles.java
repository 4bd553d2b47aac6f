package io.sluice.standalone;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** The databases and roles, made or brought up to date at each start. Schemas and tables are the services' own. */
final class PostgresRoles {
    static final String DATABASE = "sluice";
    static final String REGISTRY_DATABASE = "registry";
    static final String SUPERUSER = "postgres";
    static final String WORKER = "sluice_worker";
    static final String INGRESS = "sluice_ingress";
    static final String USAGE = "sluice_usage";
    static final String REGISTRY = "sluice_registry";
    static final String READER = "sluice_reader";

    private final Settings settings;
    private final Secrets secrets;

    PostgresRoles(Settings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                settings.jdbcUrl(database), SUPERUSER, secrets.value(Secret.SUPERUSER_PASSWORD));
    }

    void prepare() throws SQLException {
        try (var connection = connect("postgres")) {
            role(connection, READER, "NOLOGIN");
            login(connection, WORKER, Secret.WORKER_PASSWORD);
            login(connection, INGRESS, Secret.INGRESS_PASSWORD);
            login(connection, USAGE, Secret.USAGE_PASSWORD);
            login(connection, REGISTRY, Secret.REGISTRY_PASSWORD);
            database(connection, DATABASE, SUPERUSER);
            database(connection, REGISTRY_DATABASE, REGISTRY);
            grant(connection);
        }
    }

    private void login(Connection connection, String role, Secret password) throws SQLException {
        role(connection, role, "LOGIN PASSWORD " + literal(secrets.value(password)));
    }

    private static void role(Connection connection, String role, String attributes) throws SQLException {
        boolean exists = exists(connection, "SELECT FROM pg_roles WHERE rolname = ?", role);
        execute(connection, "%s ROLE %s %s".formatted(exists ? "ALTER" : "CREATE", role, attributes));
    }

    private static void database(Connection connection, String database, String owner) throws SQLException {
        if (exists(connection, "SELECT FROM pg_database WHERE datname = ?", database)) return;
        execute(connection, "CREATE DATABASE %s OWNER %s".formatted(database, owner));
    }

    /** One writer per schema: those who own a schema may make it, and the ingress can only read. */
    private static void grant(Connection connection) throws SQLException {
        var statements = List.of(
                "REVOKE ALL ON DATABASE registry FROM PUBLIC",
                "REVOKE ALL ON DATABASE sluice FROM PUBLIC",
                "GRANT CONNECT, CREATE, TEMPORARY ON DATABASE sluice TO sluice_worker, sluice_usage",
                "GRANT CONNECT ON DATABASE sluice TO sluice_reader",
                "GRANT sluice_reader TO sluice_ingress",
                "ALTER ROLE sluice_ingress SET default_transaction_read_only = on");
        for (var statement : statements) execute(connection, statement);
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A password may come from the environment, and CREATE ROLE takes no parameters. */
    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
