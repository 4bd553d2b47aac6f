package io.sluice.system.stack;

import static org.awaitility.Awaitility.await;

import io.sluice.schemas.KeySecret;
import io.sluice.schemas.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The whole system, started once for all tests of this JVM: the launcher's own jar, on free ports, with a new data
 * folder. Tests share it and therefore use names that nobody else uses.
 */
public final class Sluice {
    /** Who reads Kafka from outside; what he may is what the launcher gives him. */
    public static final String READER = "analyst";

    /** Whose pages may call the API. */
    public static final String ORIGIN = "https://console.example.com";

    /** Who may say where a request comes from: callers of this address. Those of the rest of 127.0.0.0/8 may not. */
    public static final String PROXY = "127.0.0.1";

    /** Where accounts connect to; none serves vmess. */
    private static final String SERVERS = """
            vless://vpn.example.com:443?security=tls&sni=vpn.example.com
            trojan://fra.example.com:443#fra-1
            trojan://ber.example.com:443#ber-1
            socks5://proxy.example.com
            """.replace('\n', ' ');

    private static final Duration START = Duration.ofSeconds(90);

    private final ServerProcess process;
    private final Path folder;
    private final Map<String, String> environment;
    private final String adminKey;
    private final String readerPassword;

    private Sluice() {
        var ports = Ports.free(6);
        this.folder = newFolder("shared");
        this.readerPassword = unique("password");
        this.adminKey = KeySecret.generate("sk_live_").reveal();
        this.environment = new HashMap<>(Map.of(
                "SLUICE_DATA", folder.resolve("data").toString(),
                "SLUICE_PORT", ports.get(0).toString(),
                "SLUICE_BROKER_PORT", ports.get(1).toString(),
                "SLUICE_CONTROLLER_PORT", ports.get(2).toString(),
                "SLUICE_POSTGRES_PORT", ports.get(3).toString(),
                "SLUICE_REGISTRY_PORT", ports.get(4).toString(),
                "SLUICE_REGISTRY_HOME", registryHome().toString(),
                "SLUICE_READER_PORT", ports.get(5).toString(),
                "SLUICE_READERS", READER + ":" + readerPassword,
                "SLUICE_ADMIN_KEY", adminKey));
        this.environment.put("SLUICE_SUBSCRIPTION_SERVERS", SERVERS);
        this.environment.put("SLUICE_CORS_ALLOWED_ORIGINS", ORIGIN);
        this.environment.put("SLUICE_TRUSTED_PROXIES", PROXY);
        this.process = ServerProcess.start("sluice", "standalone", environment, folder);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.stop(20)));
        await("a running system; its log: " + folder.resolve("sluice.log"))
                .atMost(START)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .failFast("the launcher ended", () -> !process.isAlive())
                // The ingress may be ready before the worker has told it of this key.
                .until(() -> admin().get("/v1/keys").status() == 200);
    }

    private static final class Shared {
        static final Sluice INSTANCE = new Sluice();
    }

    public static Sluice shared() {
        return Shared.INSTANCE;
    }

    /** An empty folder below the module that runs, for data and logs; kept for whoever looks for a reason. */
    public static Path newFolder(String name) {
        var folder = Path.of("target", "runs", name + "-" + UUID.randomUUID()).toAbsolutePath();
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of the whole project. */
    public static Path root() {
        return ServerProcess.root().toAbsolutePath().normalize();
    }

    /** Ports that nobody listens on. */
    public static List<Integer> freePorts(int count) {
        return Ports.free(count);
    }

    /** Where the build unpacked the schema registry. */
    public static Path registryHome() {
        return ServerProcess.root()
                .resolve("standalone/target/registry")
                .toAbsolutePath()
                .normalize();
    }

    /** The holder of the admin key. */
    public Api admin() {
        return anonymous().with("Authorization", "Bearer " + adminKey);
    }

    public Api anonymous() {
        return new Api("http://127.0.0.1:" + environment.get("SLUICE_PORT"), new ArrayList<>());
    }

    /** The holder of a new key with these scopes. */
    public Api caller(String environment, String... scopes) {
        var quoted = List.of(scopes).stream().map(scope -> '"' + scope + '"').toList();
        var made = admin().post(
                        "/v1/keys",
                        "{\"name\":\"test\",\"environment\":\"" + environment + "\",\"scopes\":" + quoted + "}");
        if (made.status() != 201) throw new AssertionError("no key was made: " + made);
        return anonymous().with("Authorization", "Bearer " + made.text("/key"));
    }

    public String url() {
        return "http://127.0.0.1:" + environment.get("SLUICE_PORT");
    }

    public String adminKey() {
        return adminKey;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + environment.get("SLUICE_BROKER_PORT");
    }

    /** Where {@link #READER} comes in. */
    public String readerBootstrapServers() {
        return "127.0.0.1:" + environment.get("SLUICE_READER_PORT");
    }

    public String readerPassword() {
        return readerPassword;
    }

    public String registryUrl() {
        return "http://127.0.0.1:" + environment.get("SLUICE_REGISTRY_PORT") + "/apis/ccompat/v7";
    }

    public SchemaRegistry registry() {
        return new SchemaRegistry(registryUrl());
    }

    /** Of the database. */
    public String superuserPassword() {
        return secrets().getProperty("superuser-password");
    }

    /** The database as one of its roles sees it. */
    public JdbcClient database(String user, String secret) {
        return JdbcClient.create(dataSource(user, secret));
    }

    /** The same, for who needs a connection of its own. */
    public DataSource dataSource(String user, String secret) {
        var url = "jdbc:postgresql://127.0.0.1:" + environment.get("SLUICE_POSTGRES_PORT") + "/sluice";
        return new DriverManagerDataSource(url, user, secrets().getProperty(secret));
    }

    /** The database as the worker sees it. */
    public JdbcClient database() {
        return database("sluice_worker", "worker-password");
    }

    public Path folder() {
        return folder;
    }

    public ServerProcess process() {
        return process;
    }

    private Properties secrets() {
        var secrets = new Properties();
        try (var in = Files.newBufferedReader(folder.resolve("data/secrets.properties"))) {
            secrets.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return secrets;
    }

    /** A name that no other test uses. */
    public static String unique(String name) {
        return name + "-" + UUID.randomUUID();
    }
}
