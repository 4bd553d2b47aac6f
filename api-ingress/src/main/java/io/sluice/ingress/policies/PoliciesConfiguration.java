package io.sluice.ingress.policies;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.ingress.addresses.ClientAddresses;
import io.sluice.ingress.admission.KeyStore;
import io.sluice.ingress.admission.TenantStore;
import io.sluice.ingress.answers.AnswerWriter;
import io.sluice.ingress.feed.Feeds;
import io.sluice.ingress.feed.TopicFeed;
import io.sluice.ingress.limits.Limits;
import io.sluice.ingress.problem.Problems;
import io.sluice.schemas.LimitWindow;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.RateLimit;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class PoliciesConfiguration {
    /** Who asks must be known before what it may have is counted. */
    private static final int AFTER_ADMISSION = 1;

    @Bean
    RateLimitStore rateLimitStore() {
        return new RateLimitStore();
    }

    @Bean
    TopicFeed<RateLimit> rateLimitFeed(Feeds feeds, RateLimitStore rules) {
        return feeds.fromBeginning(Topics.RATE_LIMIT_STATE, (id, state) -> {
            if (state == null) rules.remove(id);
            else rules.put(state);
        });
    }

    @Bean
    PolicyBook policyBook(KeyStore keys, TenantStore tenants, RateLimitStore rules, LimitSettings settings) {
        return new PolicyBook(keys, tenants, rules, settings);
    }

    @Bean
    LimitMeters limitMeters(MeterRegistry meters, RateLimitStore rules, PolicyBook book) {
        return new LimitMeters(meters, rules, book);
    }

    @Bean
    WebMvcConfigurer limiting(
            PolicyBook book,
            Limits limits,
            LimitSettings settings,
            ClientAddresses addresses,
            TenantStore tenants,
            RefusalTokens tokens,
            LimitMeters meters,
            Problems problems,
            AnswerWriter writer,
            Clock clock) {
        var interceptor = new LimitInterceptor(
                new LimitGate(book, limits, meters),
                addressLimits(settings),
                addresses,
                tenants,
                new Refusals(tokens, limits, clock),
                meters,
                problems,
                writer,
                clock);
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(interceptor).order(AFTER_ADMISSION);
            }
        };
    }

    private static @Nullable AddressLimits addressLimits(LimitSettings settings) {
        var max = settings.addressMax();
        return max == null
                ? null
                : new AddressLimits(
                        max, LimitWindow.ofMillis(settings.addressWindow().toMillis()));
    }
}
