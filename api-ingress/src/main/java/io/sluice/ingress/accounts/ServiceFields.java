package io.sluice.ingress.accounts;

import io.sluice.ingress.body.Fields;
import io.sluice.schemas.OutboundId;
import io.sluice.schemas.RuleId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How nodes are to serve an account, the same in a new one and in a change.
 *
 * @param ruleIds null when the body does not name them
 * @param ruleNames null when the body does not name them
 */
record ServiceFields(
        @Nullable String node,
        @Nullable Integer port,
        @Nullable Integer sendLimit,
        @Nullable Integer receiveLimit,
        @Nullable Integer maxConnCount,
        @Nullable String outboundId,
        @Nullable String outboundName,
        @Nullable List<String> ruleIds,
        @Nullable List<String> ruleNames) {
    /** About 10 GiB a second. */
    static final int RATE_MAX = 10_000_000;

    static final int CONNECTIONS_MAX = 100_000;
    static final int RULES_MAX = 100;

    static ServiceFields read(Fields fields) {
        var node = fields.text("node", 1, 64);
        var port = fields.integer("port", 1, 65_535);
        var sendLimit = fields.integer("send_limit", 1, RATE_MAX);
        var receiveLimit = fields.integer("receive_limit", 1, RATE_MAX);
        var maxConnCount = fields.integer("max_conn_count", 1, CONNECTIONS_MAX);
        var outboundId = fields.text("outbound_id", 1, 40);
        var outboundName = fields.text("outbound_name", 1, 100);
        var ruleIds =
                fields.texts("rule_ids", RULES_MAX, id -> RuleId.parse(id).isPresent(), "the id of a rule (rul_…)");
        var ruleNames =
                fields.texts("rule_names", RULES_MAX, ServiceFields::canBeName, "a text of 1 to 100 characters");
        if (outboundId != null && OutboundId.parse(outboundId).isEmpty()) {
            fields.reject("outbound_id", "must be the id of an outbound (out_…)");
        }
        if (outboundId != null && outboundName != null) {
            fields.reject("outbound_name", "was sent together with outbound_id; send one of the two");
        }
        if (!ruleIds.isEmpty() && !ruleNames.isEmpty()) {
            fields.reject("rule_names", "was sent together with rule_ids; send one of the two");
        }
        return new ServiceFields(
                node,
                port,
                sendLimit,
                receiveLimit,
                maxConnCount,
                outboundId,
                outboundName,
                fields.gives("rule_ids") ? ruleIds : null,
                fields.gives("rule_names") ? ruleNames : null);
    }

    private static boolean canBeName(String name) {
        return !name.isEmpty() && name.codePointCount(0, name.length()) <= 100 && name.indexOf('\0') < 0;
    }
}
