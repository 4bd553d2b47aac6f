package io.sluice.ingress.cors;

import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

@Configuration(proxyBeanMethods = false)
class CorsSetup {
    /** Browsers ask again after two hours at the latest. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    /** All that a caller needs of an answer besides its body. */
    private static final List<String> EXPOSED = List.of(
            "Location",
            "Retry-After",
            "ETag",
            "X-Request-Id",
            "Preference-Applied",
            "RateLimit",
            "RateLimit-Policy",
            "X-RateLimit-Limit",
            "X-RateLimit-Remaining",
            "X-RateLimit-Reset",
            "X-RateLimit-Window",
            "Deprecation",
            "Sunset",
            "Link",
            "WWW-Authenticate");

    /**
     * A filter and not mappings of routes, so that a page can read every refusal too, and a question of a browser,
     * which carries no key, comes to no route. Right behind the one that gives requests their ids.
     */
    @Bean
    FilterRegistrationBean<CorsFilter> cors(
            CorsSettings settings, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        var source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", configuration(settings));
        var filter = new CorsFilter(source);
        filter.setCorsProcessor(new CorsAnswers(problems));
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        registration.setEnabled(!settings.allowedOrigins().isEmpty());
        return registration;
    }

    private static CorsConfiguration configuration(CorsSettings settings) {
        var configuration = new CorsConfiguration();
        configuration.setAllowedOrigins(settings.allowedOrigins());
        configuration.setAllowCredentials(settings.allowCredentials());
        // Which methods and headers there are, the routes say themselves.
        configuration.setAllowedMethods(List.of("*"));
        configuration.setAllowedHeaders(List.of("*"));
        configuration.setExposedHeaders(EXPOSED);
        configuration.setMaxAge(REMEMBERED);
        return configuration;
    }
}
