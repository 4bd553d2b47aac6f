package io.sluice.operations.http;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
public class HttpConfiguration {

    @Bean
    @ConditionalOnProperty("server.ssl.bundle")
    CertificateWatch certificateWatch(Environment environment, Clock clock) {
        return new CertificateWatch(Https.files(environment).orElseThrow(), clock);
    }
}
