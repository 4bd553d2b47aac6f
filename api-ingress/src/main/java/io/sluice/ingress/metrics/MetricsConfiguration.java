package io.sluice.ingress.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.ingress.addresses.ClientAddresses;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerExceptionResolver;

@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> requestMeters(MeterRegistry registry) {
        return factory -> factory.addEngineValves(new RequestMeters(registry));
    }

    @Bean
    FilterRegistrationBean<LocalOnly> localOnly(
            ClientAddresses addresses, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        var registration = new FilterRegistrationBean<>(new LocalOnly(addresses, problems));
        registration.addUrlPatterns("/metrics");
        return registration;
    }
}
