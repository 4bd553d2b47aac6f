package io.sluice.ingress.admission;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.ingress.addresses.ClientAddresses;
import io.sluice.ingress.answers.AnswerWriter;
import io.sluice.ingress.arguments.RequestArgument;
import io.sluice.ingress.feed.Feeds;
import io.sluice.ingress.feed.TopicFeed;
import io.sluice.ingress.problem.Problems;
import io.sluice.ingress.tokens.AccessTokens;
import io.sluice.operations.kafka.EarlyWork;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.KnownKey;
import io.sluice.schemas.avro.Person;
import io.sluice.schemas.avro.Role;
import io.sluice.schemas.avro.Tenant;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class AdmissionConfiguration {

    @Bean
    KeyStore keyStore(MeterRegistry meters) {
        var keys = new KeyStore();
        Gauge.builder("sluice.keys", keys, KeyStore::size)
                .description("API keys in memory")
                .register(meters);
        return keys;
    }

    @Bean
    UnknownKeys unknownKeys(UnknownKeySettings settings, MeterRegistry meters) {
        var unknownKeys = new UnknownKeys(settings);
        FunctionCounter.builder("sluice.unknown.keys.refused", unknownKeys, UnknownKeys::refused)
                .description("Keys that nobody has, from addresses with too many of them")
                .register(meters);
        return unknownKeys;
    }

    @Bean
    RoleStore roleStore(MeterRegistry meters) {
        var roles = new RoleStore();
        Gauge.builder("sluice.roles", roles, RoleStore::size)
                .description("roles in memory")
                .register(meters);
        return roles;
    }

    @Bean
    TenantStore tenantStore(MeterRegistry meters) {
        var tenants = new TenantStore();
        Gauge.builder("sluice.tenants", tenants, TenantStore::size)
                .description("tenants in memory")
                .register(meters);
        return tenants;
    }

    @Bean
    PersonStore personStore(RoleStore roles, MeterRegistry meters) {
        var people = new PersonStore(roles);
        Gauge.builder("sluice.people", people, PersonStore::size)
                .description("people in memory")
                .register(meters);
        return people;
    }

    @Bean
    TopicFeed<Person> peopleFeed(Feeds feeds, PersonStore people) {
        return feeds.fromBeginning(Topics.PEOPLE_STATE, (id, state) -> {
            if (state != null) people.put(state);
        });
    }

    @Bean
    TopicFeed<Role> roleFeed(Feeds feeds, RoleStore roles) {
        return feeds.fromBeginning(Topics.ROLE_STATE, (id, state) -> {
            if (state == null) roles.remove(id);
            else roles.put(state);
        });
    }

    @Bean
    TopicFeed<Tenant> tenantFeed(Feeds feeds, TenantStore tenants) {
        return feeds.fromBeginning(Topics.TENANT_STATE, (id, state) -> {
            if (state != null) tenants.put(state);
        });
    }

    @Bean
    TopicFeed<KnownKey> keyFeed(Feeds feeds, KeyStore keys) {
        return feeds.fromBeginning(Topics.KEY_STATE, KnownKey::new, keys);
    }

    /** There may be a million of them, and nobody is admitted before the last is read. */
    @Bean
    EarlyWork keyReading(TopicFeed<KnownKey> keyFeed) {
        return keyFeed::startEarly;
    }

    /** Named for the operator who reads the health of this node. */
    @Bean("keys")
    KeyFreshness keyFreshness(TopicFeed<KnownKey> keyFeed, KeySettings settings, Clock clock) {
        return new KeyFreshness(keyFeed::heardUntil, settings, clock);
    }

    @Bean
    RequestArgument<Caller> caller() {
        return new RequestArgument<>(Caller.class, AdmissionInterceptor::caller);
    }

    @Bean
    Gate gate(
            KeyStore keys,
            RoleStore roles,
            UnknownKeys unknownKeys,
            TenantStore tenants,
            PersonStore people,
            AccessTokens tokens,
            TopicFeed<KnownKey> keyFeed,
            TopicFeed<Role> roleFeed,
            TopicFeed<Tenant> tenantFeed,
            TopicFeed<Person> peopleFeed,
            KeyFreshness freshness) {
        var feeds = List.<TopicFeed<?>>of(keyFeed, roleFeed, tenantFeed, peopleFeed);
        return new Gate(
                keys, roles, tenants, unknownKeys, people, tokens::read, () -> allCaughtUp(feeds), freshness::allows);
    }

    /** Asked with each request, where a stream of four would be a hundredth of what refusing takes. */
    private static boolean allCaughtUp(List<TopicFeed<?>> feeds) {
        for (var feed : feeds) if (!feed.caughtUp()) return false;
        return true;
    }

    @Bean
    OtherTenants otherTenants(Gate gate) {
        return new OtherTenants(gate);
    }

    @Bean
    KeyVerifier keyVerifier(KeyStore keys, Gate gate) {
        return new KeyVerifier(keys, gate);
    }

    @Bean
    WebMvcConfigurer admission(
            Gate gate, ClientAddresses addresses, Problems problems, AnswerWriter writer, Clock clock) {
        var interceptor = new AdmissionInterceptor(gate, addresses, problems, writer, clock);
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(interceptor);
            }
        };
    }
}
