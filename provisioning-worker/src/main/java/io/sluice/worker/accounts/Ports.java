package io.sluice.worker.accounts;

import static java.util.Objects.requireNonNull;

import io.sluice.schemas.AccountId;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.avro.AccountCommand;
import io.sluice.schemas.avro.CommandHeader;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.schemas.avro.ProvisionAccount;
import io.sluice.schemas.avro.UpdateAccount;
import io.sluice.worker.claims.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Ports of nodes. An account whose protocol cannot tell its users apart on one port has one for itself, and no other of
 * the same node has it. Here it is looked up who would get what; that no two get the same is held by a unique index.
 */
@Repository
class Ports {
    /** Above what systems keep for themselves, and below what they take for outgoing connections. */
    static final int ASSIGNED_MIN = 10_000;

    static final int ASSIGNED_MAX = 32_767;

    private static final Set<String> OWNING = Set.of("socks5", "http", "shadowsocks");

    /** Those that cannot do without. Shadowsocks can; it has one for itself when a port is named. */
    private static final Set<String> NEEDING_ONE = Set.of("socks5", "http");

    private record Node(String tenant, String environment, String name) {}

    /**
     * Where a command would put an account that has a port for itself.
     *
     * @param port null when neither the command nor the account names one
     * @param taken whether another account has it
     */
    private record Wish(Node node, @Nullable Integer port, String protocol, boolean taken) {
        boolean lacksPort() {
            return port == null && NEEDING_ONE.contains(protocol);
        }
    }

    private record Place(Node node, int port) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("command_id", "text", command -> command.getHeader().getId()),
            new Column("id", "uuid", command -> account(command).value()),
            new Column(
                    "tenant_id",
                    "uuid",
                    command -> TenantId.of(command.getHeader().getTenantId()).value()),
            new Column("environment", "text", command -> command.getHeader().getEnvironment()),
            new Column("protocol", "text", command -> asked(command, ProvisionAccount::getProtocol, update -> null)),
            new Column("node", "text", command -> asked(command, ProvisionAccount::getNode, UpdateAccount::getNode)),
            new Column("port", "int", command -> asked(command, ProvisionAccount::getPort, UpdateAccount::getPort)),
            new Column(
                    "cleared",
                    "text",
                    command -> asked(command, provision -> "", update -> String.join(",", update.getClear()))));

    private final JdbcClient jdbc;

    Ports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Gives ports to those who need one and name none; whoever names one that another account has is refused. */
    Attached attach(List<AccountCommand> commands, Instant now) {
        var wishes = wishes(commands.stream().filter(Ports::concerns).toList());
        if (wishes.isEmpty()) return new Attached(commands, List.of());
        var given = given(commands, wishes);
        var places = new HashSet<Place>();
        var ready = new ArrayList<AccountCommand>(commands.size());
        var refused = new ArrayList<CommandResult>();
        for (var command : commands) {
            var header = command.getHeader();
            var wish = wishes.get(header.getId());
            var port = given.get(header.getId());
            if (wish == null) ready.add(command);
            else if (port != null) ready.add(at(command, port));
            else if (wish.lacksPort()) refused.add(lacking(command, wish, now));
            else if (wish.port() == null) ready.add(command);
            else if (wish.taken() || !places.add(new Place(wish.node(), wish.port()))) {
                refused.add(taken(header, wish, now));
            } else ready.add(command);
        }
        return new Attached(ready, refused);
    }

    /** By command; of those only whose protocol has ports for one account. */
    private Map<String, Wish> wishes(List<AccountCommand> commands) {
        var wishes = new HashMap<String, Wish>();
        if (commands.isEmpty()) return wishes;
        var statement = jdbc.sql("""
                SELECT asked.command_id, new.protocol, new.node, new.port,
                       EXISTS (SELECT FROM core.account AS other
                                WHERE other.tenant_id = asked.tenant_id AND other.environment = asked.environment
                                  AND other.node = new.node AND other.port = new.port
                                  AND other.protocol IN ('socks5', 'http', 'shadowsocks')
                                  AND other.state <> 'deleted' AND other.id <> asked.id) AS taken
                  FROM
                """ + Column.rows(COLUMNS, "asked") + """
                  LEFT JOIN core.account
                    ON account.id = asked.id AND account.tenant_id = asked.tenant_id
                   AND account.environment = asked.environment
                 CROSS JOIN LATERAL (
                        SELECT coalesce(asked.protocol, account.protocol) AS protocol,
                               CASE WHEN 'port' = ANY (string_to_array(asked.cleared, ',')) THEN NULL
                                    ELSE coalesce(asked.port, account.port) END AS port,
                               CASE WHEN 'node' = ANY (string_to_array(asked.cleared, ',')) THEN 'default'
                                    ELSE coalesce(asked.node, account.node, 'default') END AS node) AS new
                 WHERE new.protocol IN ('socks5', 'http', 'shadowsocks')
                """);
        var headers = commands.stream()
                .map(AccountCommand::getHeader)
                .collect(Collectors.toMap(CommandHeader::getId, Function.identity()));
        Column.bind(statement, COLUMNS, commands).query(row -> {
            var header = requireNonNull(headers.get(row.getString("command_id")));
            var node = new Node(header.getTenantId(), header.getEnvironment(), row.getString("node"));
            var port = row.getObject("port", Integer.class);
            wishes.put(header.getId(), new Wish(node, port, row.getString("protocol"), row.getBoolean("taken")));
        });
        return wishes;
    }

    /** Free ports for new accounts that need one and name none, by command, as far as there are any. */
    private Map<String, Integer> given(List<AccountCommand> commands, Map<String, Wish> wishes) {
        var needing = new LinkedHashMap<Node, List<AccountCommand>>();
        for (var command : commands) {
            var wish = wishes.get(command.getHeader().getId());
            if (command.getProvision() == null || wish == null || !wish.lacksPort()) continue;
            needing.computeIfAbsent(wish.node(), any -> new ArrayList<>()).add(command);
        }
        var given = new HashMap<String, Integer>();
        needing.forEach((node, those) -> {
            var free = free(node, those, wishes.values());
            for (int at = 0; at < free.size(); at++)
                given.put(those.get(at).getHeader().getId(), free.get(at));
        });
        return given;
    }

    /**
     * As many free ports as there are commands, or all that there are. The search begins at a place of its own, which
     * follows from the first command, so that two workers at one node rarely choose the same.
     */
    private List<Integer> free(Node node, List<AccountCommand> commands, Collection<Wish> wishes) {
        int range = ASSIGNED_MAX - ASSIGNED_MIN + 1;
        long seed = account(commands.getFirst()).value().getLeastSignificantBits();
        // A port is looked up when its turn comes. Written as NOT EXISTS, it would be a join that may read all accounts
        // of the node first.
        return jdbc.sql("""
                        SELECT free.port
                          FROM (SELECT :first + (:start + step) % :range AS port
                                  FROM generate_series(0, :range - 1) AS step) AS free
                         WHERE free.port <> ALL (:asked::int[])
                           AND (SELECT account.id
                                  FROM core.account
                                 WHERE account.tenant_id = :tenant::uuid AND account.environment = :environment
                                   AND account.node = :node AND account.port = free.port
                                   AND account.protocol IN ('socks5', 'http', 'shadowsocks')
                                   AND account.state <> 'deleted') IS NULL
                         LIMIT :count
                        """)
                .param("first", ASSIGNED_MIN)
                .param("range", range)
                .param("start", (int) Math.floorMod(seed, (long) range))
                .param(
                        "asked",
                        wishes.stream()
                                .filter(wish -> wish.node().equals(node) && wish.port() != null)
                                .map(Wish::port)
                                .toArray(Integer[]::new))
                .param("tenant", TenantId.of(node.tenant()).value().toString())
                .param("environment", node.environment())
                .param("node", node.name())
                .param("count", commands.size())
                .query(Integer.class)
                .list();
    }

    /** Whether it may put an account with a port for itself somewhere; nearly no change does. */
    private static boolean concerns(AccountCommand command) {
        if (command.getProvision() != null)
            return OWNING.contains(command.getProvision().getProtocol());
        var update = requireNonNull(command.getUpdate());
        return update.getPort() != null
                || update.getNode() != null
                || update.getClear().contains("port")
                || update.getClear().contains("node");
    }

    private static AccountCommand at(AccountCommand command, int port) {
        var provision = ProvisionAccount.newBuilder(command.getProvision()).setPort(port);
        return AccountCommand.newBuilder(command)
                .setProvision(provision.build())
                .build();
    }

    private static CommandResult taken(CommandHeader header, Wish wish, Instant now) {
        return Outcome.failed(
                header,
                now,
                ProblemCode.CONFLICT,
                "Port " + wish.port() + " of the node \"" + wish.node().name()
                        + "\" belongs to another account. Choose another, or leave port out to be given one.");
    }

    private static CommandResult lacking(AccountCommand command, Wish wish, Instant now) {
        if (command.getProvision() == null) {
            var detail = "An account of the protocol " + wish.protocol()
                    + " needs a port for itself, so port cannot be null.";
            return Outcome.failed(command.getHeader(), now, ProblemCode.VALIDATION_FAILED, detail);
        }
        return Outcome.failed(
                command.getHeader(),
                now,
                ProblemCode.CONFLICT,
                "The node \"" + wish.node().name() + "\" has no free port from " + ASSIGNED_MIN + " to " + ASSIGNED_MAX
                        + ". Name a port outside of these, or another node.");
    }

    private static AccountId account(AccountCommand command) {
        return AccountId.of(command.getHeader().getResourceId());
    }

    private static @Nullable Object asked(
            AccountCommand command,
            Function<ProvisionAccount, @Nullable Object> ofNew,
            Function<UpdateAccount, @Nullable Object> ofChange) {
        var provision = command.getProvision();
        return provision != null ? ofNew.apply(provision) : ofChange.apply(requireNonNull(command.getUpdate()));
    }
}
