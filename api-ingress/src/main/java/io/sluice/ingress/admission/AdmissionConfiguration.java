package io.sluice.ingress.admission;

import io.sluice.ingress.arguments.RequestArgument;
import io.sluice.ingress.feed.Feeds;
import io.sluice.ingress.feed.TopicFeed;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.ApiKey;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class AdmissionConfiguration {

    @Bean
    KeyStore keyStore() {
        return new KeyStore();
    }

    @Bean
    TopicFeed<ApiKey> keyFeed(Feeds feeds, KeyStore keys) {
        return feeds.fromBeginning(Topics.KEY_STATE, (id, state) -> {
            if (state == null) keys.remove(id);
            else keys.put(state);
        });
    }

    @Bean
    RequestArgument<Caller> caller() {
        return new RequestArgument<>(Caller.class, AdmissionInterceptor::caller);
    }

    @Bean
    WebMvcConfigurer admission(KeyStore keys, TopicFeed<ApiKey> keyFeed, Clock clock) {
        var interceptor = new AdmissionInterceptor(new Gate(keys, keyFeed::caughtUp), clock);
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(interceptor);
            }
        };
    }
}
