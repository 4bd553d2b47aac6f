package io.sluice.worker.accounts;

import static java.util.Objects.requireNonNull;

import io.sluice.schemas.OutboundId;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.RuleId;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds the outbounds and rules that accounts are to use, which callers name by id or by name. */
@Repository
class Routes {
    /** What a command names, and nothing when it names none. */
    private record Wanted(AccountCommand command, Optional<Reference> outbound, List<Reference> rules) {
        Stream<Reference> all() {
            return Stream.concat(outbound.stream(), rules.stream());
        }
    }

    /** One of the two names is set. */
    private record Reference(
            String table,
            String tenant,
            String environment,
            @Nullable UUID id,
            @Nullable String name,
            String shown) {
        static Reference byId(CommandHeader header, String table, UUID id, String shown) {
            return new Reference(table, header.getTenantId(), header.getEnvironment(), id, null, shown);
        }

        static Reference byName(CommandHeader header, String table, String name) {
            return new Reference(table, header.getTenantId(), header.getEnvironment(), null, name, name);
        }
    }

    private static final String OUTBOUND = "outbound";
    private static final String RULE = "rule";

    private final JdbcClient jdbc;

    Routes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Puts ids for names; whoever names what there is not is refused with the first name of it. */
    Attached attach(List<AccountCommand> commands, Instant now) {
        var wanted = commands.stream().map(Routes::wanted).toList();
        if (wanted.stream().allMatch(one -> one.all().findAny().isEmpty())) return new Attached(commands, List.of());
        var ids = new HashMap<Reference, UUID>();
        for (var table : List.of(OUTBOUND, RULE)) {
            ids.putAll(find(
                    table,
                    wanted.stream()
                            .flatMap(Wanted::all)
                            .filter(reference -> reference.table().equals(table))
                            .distinct()
                            .toList()));
        }
        var ready = new ArrayList<AccountCommand>(commands.size());
        var refused = new ArrayList<CommandResult>();
        for (var one : wanted) {
            var missing =
                    one.all().filter(reference -> !ids.containsKey(reference)).findFirst();
            missing.ifPresentOrElse(
                    reference -> refused.add(missing(one.command().getHeader(), reference, now)),
                    () -> ready.add(with(one, ids)));
        }
        return new Attached(ready, refused);
    }

    /** Nobody deletes what is found until the transaction ends. */
    private Map<Reference, UUID> find(String table, List<Reference> references) {
        if (references.isEmpty()) return Map.of();
        var found = new HashMap<Reference, UUID>();
        jdbc.sql("""
                        SELECT asked.place, found.id
                          FROM unnest(:tenants::uuid[], :environments::text[], :ids::uuid[], :names::text[])
                               WITH ORDINALITY AS asked (tenant_id, environment, id, name, place)
                          JOIN core.%s AS found
                            ON found.tenant_id = asked.tenant_id AND found.environment = asked.environment
                           AND (found.id = asked.id OR found.name = asked.name)
                           FOR KEY SHARE OF found
                        """.formatted(table))
                .param(
                        "tenants",
                        texts(
                                references,
                                reference -> TenantId.of(reference.tenant()).value()))
                .param("environments", texts(references, Reference::environment))
                .param("ids", texts(references, Reference::id))
                .param("names", texts(references, Reference::name))
                .query(row -> {
                    found.put(references.get(row.getInt("place") - 1), row.getObject("id", UUID.class));
                });
        return found;
    }

    private static Wanted wanted(AccountCommand command) {
        if (command.getProvision() != null) return wanted(command, command.getProvision());
        if (command.getUpdate() != null) return wanted(command, command.getUpdate());
        return new Wanted(command, Optional.empty(), List.of());
    }

    private static Wanted wanted(AccountCommand command, ProvisionAccount provision) {
        return new Wanted(
                command,
                outbound(command.getHeader(), provision.getOutboundId(), provision.getOutboundName()),
                rules(command.getHeader(), provision.getRuleIds(), provision.getRuleNames()));
    }

    private static Wanted wanted(AccountCommand command, UpdateAccount update) {
        return new Wanted(
                command,
                outbound(command.getHeader(), update.getOutboundId(), update.getOutboundName()),
                rules(command.getHeader(), orNone(update.getRuleIds()), orNone(update.getRuleNames())));
    }

    private static Optional<Reference> outbound(CommandHeader header, @Nullable String id, @Nullable String name) {
        if (id != null) {
            return Optional.of(
                    Reference.byId(header, OUTBOUND, OutboundId.of(id).value(), id));
        }
        return Optional.ofNullable(name).map(given -> Reference.byName(header, OUTBOUND, given));
    }

    private static List<Reference> rules(CommandHeader header, List<String> ids, List<String> names) {
        return Stream.concat(
                        ids.stream()
                                .map(id -> Reference.byId(
                                        header, RULE, RuleId.of(id).value(), id)),
                        names.stream().map(name -> Reference.byName(header, RULE, name)))
                .toList();
    }

    private static AccountCommand with(Wanted wanted, Map<Reference, UUID> ids) {
        var outbound = wanted.outbound()
                .map(reference -> new OutboundId(requireNonNull(ids.get(reference))).text())
                .orElse(null);
        var rules = wanted.rules().stream()
                .map(reference -> new RuleId(requireNonNull(ids.get(reference))).text())
                .toList();
        var command = AccountCommand.newBuilder(wanted.command());
        if (command.getProvision() != null) {
            command.setProvision(ProvisionAccount.newBuilder(command.getProvision())
                    .setOutboundId(outbound)
                    .setRuleIds(rules)
                    .build());
        }
        if (command.getUpdate() != null && wanted.all().findAny().isPresent()) {
            var update = UpdateAccount.newBuilder(command.getUpdate());
            if (outbound != null) update.setOutboundId(outbound);
            if (!rules.isEmpty()) update.setRuleIds(rules);
            command.setUpdate(update.build());
        }
        return command.build();
    }

    private static CommandResult missing(CommandHeader header, Reference reference, Instant now) {
        return Outcome.failed(
                header,
                now,
                ProblemCode.NOT_FOUND,
                "There is no " + reference.table() + " \"" + reference.shown() + "\" in this tenant and environment. "
                        + "GET /v1/" + reference.table() + "s lists those that there are.");
    }

    private static List<String> orNone(@Nullable List<String> names) {
        return names == null ? List.of() : names;
    }

    private static @Nullable String[] texts(
            Collection<Reference> references, Function<Reference, @Nullable Object> value) {
        return references.stream()
                .map(value)
                .map(found -> found == null ? null : found.toString())
                .toArray(String[]::new);
    }
}
