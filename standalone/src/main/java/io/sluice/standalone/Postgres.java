package io.sluice.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server below the data folder, for this machine only, with a password for everyone. */
final class Postgres implements Part {
    // Recovery after a crash replays at most some gigabytes of log.
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final String WRONG_PASSWORD = "28P01";
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Settings settings;
    private final Secrets secrets;
    private final DataFolder folder;
    private final Path data;
    private volatile @Nullable Child server;

    Postgres(Settings settings, Secrets secrets, DataFolder folder) {
        this.settings = settings;
        this.secrets = secrets;
        this.folder = folder;
        this.data = folder.postgres().resolve("data");
    }

    @Override
    public String name() {
        return POSTGRES;
    }

    @Override
    public String address() {
        return Settings.at(settings.postgresPort());
    }

    @Override
    public void start() throws Exception {
        PostgresOrphan.end(data);
        Ports.requireFree(settings.postgresPort(), "PostgreSQL", Settings.POSTGRES_PORT);
        Files.createDirectories(folder.postgres());
        var binaries = PostgresBinaries.unpack(settings.postgresHome().orElse(folder.postgres()));
        var user = PostgresUser.of(data);
        user.letThrough(folder.path());
        if (!Files.exists(data)) initialize(binaries, user);
        user.own(data);
        var command = user.command(binaries.program("postgres"), arguments());
        var child = Child.start(POSTGRES, command, Map.of(), folder.postgres(), log());
        server = child;
        var roles = new PostgresRoles(settings, secrets);
        awaitAnswer(child, roles);
        roles.prepare();
        Revival.watch(this, child, () -> child.equals(server));
    }

    /** INT is its fast stop: transactions are rolled back. QUIT is its crash, from which the next start recovers. */
    @Override
    public void stop(Duration patience) throws IOException, InterruptedException {
        var child = server;
        server = null;
        if (child == null) return;
        Child.signal(child.process().pid(), "INT");
        if (child.endsWithin(patience)) return;
        Child.signal(child.process().pid(), "QUIT");
        child.endsWithin(Duration.ofMillis(500));
    }

    private Path log() {
        return folder.logs().resolve("postgres.log");
    }

    /** Made under another name and then renamed, so that a crash never leaves half a cluster behind. */
    private void initialize(PostgresBinaries binaries, PostgresUser user) throws IOException, InterruptedException {
        var fresh = data.resolveSibling("initializing");
        var password = data.resolveSibling("initial-password");
        deleteTree(fresh);
        Files.createDirectories(fresh);
        Files.deleteIfExists(password);
        Files.createFile(password, OWNER_ONLY);
        Files.writeString(password, secrets.value(Secret.SUPERUSER_PASSWORD), StandardCharsets.UTF_8);
        user.own(fresh);
        user.own(password);
        var command = user.command(binaries.program("initdb"), initArguments(fresh, password));
        var child = Child.start("initdb of PostgreSQL", command, Map.of(), folder.postgres(), log());
        int status = child.process().waitFor();
        Files.delete(password);
        if (status != 0) throw Refusal.surroundings("PostgreSQL cannot make its data: %s says why.".formatted(log()));
        Files.move(fresh, data);
    }

    /** The locale is PostgreSQL's own, because the one of the operating system changes under an index. */
    private static List<String> initArguments(Path fresh, Path password) {
        return List.of(
                "--pgdata=" + fresh,
                "--username=" + PostgresRoles.SUPERUSER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
    }

    /** On the command line, so that they hold whatever the files in the folder say. */
    private List<String> arguments() {
        return List.of(
                "-D",
                data.toString(),
                "-p",
                Integer.toString(settings.postgresPort()),
                "--listen_addresses=" + Settings.LOOPBACK,
                "--unix_socket_directories=",
                "--fsync=on",
                "--synchronous_commit=on",
                "--full_page_writes=on",
                "--max_connections=100");
    }

    private static void awaitAnswer(Child child, PostgresRoles roles) throws InterruptedException {
        var deadline = Instant.now().plus(START_PATIENCE);
        while (!answers(roles)) {
            child.requireAlive();
            if (Instant.now().isAfter(deadline)) {
                throw Refusal.surroundings("PostgreSQL does not answer: %s says why.".formatted(child.log()));
            }
            Thread.sleep(PAUSE);
        }
    }

    private static boolean answers(PostgresRoles roles) {
        try (var connection = roles.connect("postgres")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            if (!WRONG_PASSWORD.equals(e.getSQLState())) return false;
            throw Refusal.surroundings("PostgreSQL refuses the password of its superuser: "
                    + "the file of secrets is not the one with which its data was made.");
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
