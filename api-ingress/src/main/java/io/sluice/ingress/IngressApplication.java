package io.sluice.ingress;

import io.sluice.operations.OperationsConfiguration;
import io.sluice.operations.kafka.KafkaConfiguration;
import io.sluice.operations.start.Start;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The HTTP edge, by itself: its configuration is {@code api-ingress.yml}. */
@SpringBootApplication(
        exclude = ErrorMvcAutoConfiguration.class) // a problem has one shape, and ProblemAdvice writes it
@ConfigurationPropertiesScan
@Import({OperationsConfiguration.class, KafkaConfiguration.class})
public class IngressApplication {
    /** The name of its configuration, so that all services can share one class path. */
    public static final String NAME = "api-ingress";

    public static void main(String[] arguments) {
        Start.service(IngressApplication.class, NAME, arguments);
    }

    @Bean
    JsonMapperBuilderCustomizer instantsWithMilliseconds() {
        return mapper -> mapper.addModule(Milliseconds.module());
    }
}
