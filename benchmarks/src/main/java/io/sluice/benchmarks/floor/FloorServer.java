package io.sluice.benchmarks.floor;

import io.sluice.ingress.IngressApplication;
import io.sluice.operations.start.Start;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * The server of the ingress without the ingress: the same stack, read from the very same configuration, and bare
 * handlers. What the ingress is slower by is what it checks and adds.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class
})
@EnableConfigurationProperties(KafkaProperties.class)
public class FloorServer {
    /** Where the bare handler sends to: made like the topic of commands, and read by nobody. */
    public static final String TOPIC = "benchmarks.floor";

    public static void main(String[] arguments) {
        Start.service(FloorServer.class, IngressApplication.NAME, arguments);
    }

    @Bean
    ConstantEndpoint constant() {
        return new ConstantEndpoint();
    }

    /** At its first request, because who asks for a constant alone starts no Kafka. */
    @Bean
    @Lazy
    DurableEndpoint durable(KafkaProperties kafka) {
        var producer =
                new KafkaProducer<>(kafka.buildProducerProperties(), new StringSerializer(), new ByteArraySerializer());
        return new DurableEndpoint(producer, Sample.read(kafka.buildConsumerProperties()));
    }
}
