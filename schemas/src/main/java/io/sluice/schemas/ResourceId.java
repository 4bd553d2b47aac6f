package io.sluice.schemas;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The id of one thing: a prefix that names its kind, then 128 bits. Each kind is a type of its own. */
public sealed interface ResourceId
        permits AccountId,
                CommandId,
                EventId,
                OutboundId,
                PrincipalId,
                RateLimitId,
                RoleId,
                RuleId,
                SessionId,
                TenantId,
                TrafficReportId {
    UUID value();

    /** Three letters and an underscore. */
    String prefix();

    /** The id as it stands in records and answers. */
    default String text() {
        return prefix() + Base32.encode(value());
    }

    static <I extends ResourceId> Optional<I> parse(String prefix, String text, Function<UUID, I> make) {
        if (!text.startsWith(prefix)) return Optional.empty();
        return Base32.decode(text, prefix.length()).map(make);
    }

    /** Reads an id that a service of ours wrote; anything else is a fault, not a caller's mistake. */
    static IllegalArgumentException malformed(String prefix, String text) {
        return new IllegalArgumentException("not an id of the form " + prefix + "<26 characters>: " + text);
    }
}
