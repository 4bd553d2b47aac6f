package io.sluice.schemas;

import io.sluice.schemas.Topic.Cleanup;
import io.sluice.schemas.avro.AccountCommand;
import io.sluice.schemas.avro.AccountEvent;
import io.sluice.schemas.avro.AdminCommand;
import io.sluice.schemas.avro.ApiKey;
import io.sluice.schemas.avro.CommandResult;
import io.sluice.schemas.avro.LimitReport;
import io.sluice.schemas.avro.LimitState;
import io.sluice.schemas.avro.Node;
import io.sluice.schemas.avro.Person;
import io.sluice.schemas.avro.RateLimit;
import io.sluice.schemas.avro.Role;
import io.sluice.schemas.avro.Tenant;
import io.sluice.schemas.avro.TrafficCommand;
import io.sluice.schemas.avro.UsageRequest;
import io.sluice.schemas.avro.UsageRollup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;

/** The one catalogue of typed topics. {@link TopicProvisioner} compares the broker with it at every start. */
public final class Topics {
    /** Keyed by account, so that the commands of one account are applied in the order they were accepted. */
    public static final Topic<AccountCommand> ACCOUNT_COMMANDS =
            delete("commands.accounts", AccountCommand.class, 12, Duration.ofDays(7));

    /** Keyed by report: what nodes have counted; in a lane of its own, so that no renewal waits behind it. */
    public static final Topic<TrafficCommand> TRAFFIC_COMMANDS =
            delete("commands.traffic", TrafficCommand.class, 6, Duration.ofDays(7));

    /** Keyed by the resource that is administered. */
    public static final Topic<AdminCommand> ADMIN_COMMANDS =
            delete("commands.admin", AdminCommand.class, 3, Duration.ofDays(7));

    /** Keyed by command; every ingress reads all of it, to answer those who wait. */
    public static final Topic<CommandResult> COMMAND_RESULTS =
            delete("command-results", CommandResult.class, 6, Duration.ofDays(3));

    /** Keyed by account. */
    public static final Topic<AccountEvent> ACCOUNT_EVENTS =
            delete("events.accounts", AccountEvent.class, 12, Duration.ofDays(30));

    /** Keyed by key id; every ingress holds all of it in memory, so that no request waits to be authenticated. */
    public static final Topic<ApiKey> KEY_STATE = compact("state.keys", ApiKey.class, 3);

    /** Keyed by tenant id; every ingress holds all of it in memory. */
    public static final Topic<Tenant> TENANT_STATE = compact("state.tenants", Tenant.class, 3);

    /** Keyed by role id; every ingress holds all of it in memory, so that a change of a role works at once. */
    public static final Topic<Role> ROLE_STATE = compact("state.roles", Role.class, 3);

    /** Keyed by node: how far each ingress has read {@link #KEY_STATE}; every ingress follows all of it. */
    public static final Topic<Node> NODE_STATE = compact("state.nodes", Node.class, 1);

    /** Keyed by person id; every ingress holds all of it in memory, so that whoever is stopped is stopped at once. */
    public static final Topic<Person> PEOPLE_STATE = compact("state.people", Person.class, 3);

    /** Keyed by rate limit id; every ingress holds all of it in memory, so that a change works within a second. */
    public static final Topic<RateLimit> RATE_LIMIT_STATE = compact("state.limits", RateLimit.class, 3);

    /** Keyed by key id: one record per admitted API call. */
    public static final Topic<UsageRequest> USAGE_REQUESTS =
            delete("usage.requests", UsageRequest.class, 12, Duration.ofDays(30));

    /** Keyed by {@code <key id> <method> <route>}; the newest record of a key and a window start counts. */
    public static final Topic<UsageRollup> USAGE_ROLLUPS_MINUTE =
            delete("usage.rollups.minute", UsageRollup.class, 12, Duration.ofDays(400));

    /**
     * Keyed by node, but in the partition of the limits that it tells of. The time of a record is when the broker took
     * it, for that is the time of those who hand out tokens, and no node may set it.
     */
    public static final Topic<LimitReport> LIMIT_REPORTS = delete(
                    "limit-reports", LimitReport.class, 6, Duration.ofDays(1))
            .with(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TimestampType.LOG_APPEND_TIME.name);

    /**
     * Keyed by limit or node, in the same partition as the reports it comes from; every ingress holds all of it in
     * memory. A limit may change forty times a second, and what is not compacted is read at each start: so its
     * segments, of which the last one is never compacted, are small.
     */
    public static final Topic<LimitState> LIMIT_STATE = compact(
                    "limit-state", LimitState.class, LIMIT_REPORTS.partitions())
            .with(TopicConfig.SEGMENT_BYTES_CONFIG, "16777216");

    /** Beside each of these is a topic for records whose bytes their reader could not read. */
    public static final List<Topic<?>> WITH_DEAD_LETTERS =
            List.of(ACCOUNT_COMMANDS, TRAFFIC_COMMANDS, ADMIN_COMMANDS, USAGE_REQUESTS);

    /** For readers outside: no secret and no hash of one may ever stand in them. */
    public static final List<Topic<?>> PUBLIC = List.of(ACCOUNT_EVENTS, USAGE_REQUESTS, USAGE_ROLLUPS_MINUTE);

    public static final List<Topic<?>> ALL = List.of(
            ACCOUNT_COMMANDS,
            TRAFFIC_COMMANDS,
            ADMIN_COMMANDS,
            COMMAND_RESULTS,
            ACCOUNT_EVENTS,
            KEY_STATE,
            TENANT_STATE,
            ROLE_STATE,
            NODE_STATE,
            PEOPLE_STATE,
            RATE_LIMIT_STATE,
            USAGE_REQUESTS,
            USAGE_ROLLUPS_MINUTE,
            LIMIT_REPORTS,
            LIMIT_STATE);

    /** Dead letters are bytes, of no schema. */
    static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(30);

    private Topics() {}

    private static <V extends SpecificRecord> Topic<V> delete(
            String name, Class<V> type, int partitions, Duration retention) {
        return new Topic<>(name, type, partitions, Cleanup.DELETE, retention, Map.of());
    }

    private static <V extends SpecificRecord> Topic<V> compact(String name, Class<V> type, int partitions) {
        return new Topic<>(name, type, partitions, Cleanup.COMPACT, Duration.ZERO, Map.of());
    }
}
