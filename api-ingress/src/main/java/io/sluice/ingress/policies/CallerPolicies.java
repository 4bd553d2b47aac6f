package io.sluice.ingress.policies;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.KeyStore.Rate;
import io.sluice.ingress.limits.Fallback;
import io.sluice.ingress.limits.Limit;
import io.sluice.ingress.policies.LimitSettings.Cost;
import io.sluice.schemas.Environment;
import io.sluice.schemas.LimitId;
import io.sluice.schemas.LimitWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** All limits that apply to one caller, worked out once and good until something of what they come from changes. */
final class CallerPolicies {
    /** What they come from. */
    record Sources(
            Environment environment,
            List<Rate> rates,
            long keyVersion,
            List<RateRule> ofKey,
            List<RateRule> ofTenant,
            Fallback fallback) {

        /** Nearly always the lists are the same objects, which their keepers exchange when something changes. */
        boolean areStill(Sources others) {
            return environment == others.environment
                    && rates.equals(others.rates)
                    // The same limits as before others may have come back, under a version that counts.
                    && (rates.isEmpty() || keyVersion == others.keyVersion)
                    && ofKey.equals(others.ofKey)
                    && ofTenant.equals(others.ofTenant)
                    && fallback == others.fallback;
        }
    }

    private record Asked(String method, String pattern) {}

    /** A limit with the routes that it is of. */
    private record Candidate(Policy policy, RateRule rule) {}

    private final Sources sources;
    private final List<Cost> costs;
    private final List<Policy> everywhere = new ArrayList<>();
    private final List<Candidate> somewhere = new ArrayList<>();
    private final Policies usual;
    private final Map<Asked, Policies> byRoute = new ConcurrentHashMap<>();

    CallerPolicies(Caller caller, Sources sources, LimitSettings settings, List<Cost> costs) {
        this.sources = sources;
        this.costs = costs;
        var subject = caller.principal().text();
        for (var rate : sources.rates()) everywhere.add(own(subject, rate));
        for (var rule : sources.ofKey()) add(rule, rule.id().text());
        for (var rule : sources.ofTenant()) {
            boolean isOfAll = rule.appliesTo() == AppliesTo.TENANT;
            add(rule, isOfAll ? rule.id().text() : rule.id().text() + ' ' + subject);
        }
        var max = settings.max();
        if (max != null && !hasItsOwn())
            everywhere.add(usual(subject, max, (int) settings.window().toSeconds()));
        this.usual = new Policies(everywhere, 1);
    }

    Sources sources() {
        return sources;
    }

    /** @param pattern of the path that is asked for */
    Policies on(String method, String pattern) {
        if (somewhere.isEmpty() && costs.isEmpty()) return usual;
        return byRoute.computeIfAbsent(new Asked(method, pattern), this::on);
    }

    private Policies on(Asked asked) {
        var here = somewhere.stream()
                .filter(candidate -> isOf(candidate.rule(), asked))
                .map(Candidate::policy);
        int cost = costs.stream()
                .filter(each -> each.route().isOf(asked.method(), asked.pattern()))
                .mapToInt(Cost::requests)
                .max()
                .orElse(1);
        return new Policies(Stream.concat(everywhere.stream(), here).toList(), cost);
    }

    private static boolean isOf(RateRule rule, Asked asked) {
        return rule.route() != null && rule.route().isOf(asked.method(), asked.pattern());
    }

    /** Every limit, on whatever route. */
    List<Policy> all() {
        return Stream.concat(everywhere.stream(), somewhere.stream().map(Candidate::policy))
                .toList();
    }

    private boolean hasItsOwn() {
        return everywhere.stream().anyMatch(policy -> policy.appliesTo() != AppliesTo.TENANT && !policy.shadow());
    }

    private Policy own(String subject, Rate rate) {
        var limit = limit(subject, rate.seconds(), rate.max(), sources.keyVersion());
        return new Policy(name(rate.seconds()), AppliesTo.KEY, null, null, rate.seconds(), false, limit);
    }

    /** A limit of another setting is another limit, so that nodes with different settings agree while they are set. */
    private Policy usual(String subject, long max, int seconds) {
        var limit = limit("default " + max + ' ' + subject, seconds, max, 1);
        return new Policy("default", AppliesTo.DEFAULT, null, null, seconds, false, limit);
    }

    private void add(RateRule rule, String subject) {
        var limit = limit(subject, rule.windowSeconds(), rule.max(), rule.version());
        var policy = new Policy(
                rule.id().text(),
                rule.appliesTo(),
                rule.id(),
                rule.routeText(),
                rule.windowSeconds(),
                rule.shadow(),
                limit);
        if (rule.route() == null) everywhere.add(policy);
        else somewhere.add(new Candidate(policy, rule));
    }

    private Limit limit(String subject, int seconds, long max, long version) {
        return new Limit(
                new LimitId(subject, LimitWindow.ofMillis(seconds * 1_000L)), max, version, sources.fallback());
    }

    private static String name(int seconds) {
        return switch (seconds) {
            case 1 -> "second";
            case 60 -> "minute";
            case 3_600 -> "hour";
            case 86_400 -> "day";
            default -> seconds + "s";
        };
    }
}
