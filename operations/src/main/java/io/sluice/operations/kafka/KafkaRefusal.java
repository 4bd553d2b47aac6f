package io.sluice.operations.kafka;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Tells a broker that does not let a service in, which somebody must mend, from one that is away. */
final class KafkaRefusal {
    private KafkaRefusal() {}

    /** Why in one line, with the settings that it may be due to; empty when it is nothing of the kind. */
    static Optional<String> of(KafkaException failure, List<String> brokers) {
        return Optional.ofNullable(failure.getCause())
                .flatMap(cause -> settings(cause).map(settings -> line(cause, brokers, settings)));
    }

    private static String line(Throwable cause, List<String> brokers, String settings) {
        // Java's own words for a refusal in TLS stand in the cause, and Kafka's only say that there was one.
        var reason = cause.getCause() == null ? cause : cause.getCause();
        return "Kafka at %s and this service do not agree on who may come in (%s): look at %s."
                .formatted(String.join(",", brokers), reason.getMessage(), settings);
    }

    private static Optional<String> settings(Throwable cause) {
        return switch (cause) {
            case SslAuthenticationException _ ->
                Optional.of("SLUICE_KAFKA_CA, by which the service knows the brokers, and at"
                        + " SLUICE_KAFKA_CERTIFICATE, which it shows to brokers that want one");
            case AuthenticationException _ -> Optional.of("SLUICE_KAFKA_USER and SLUICE_KAFKA_PASSWORD");
            case AuthorizationException _ ->
                Optional.of("the rights of SLUICE_KAFKA_USER, as docs/running.md has them");
            default -> Optional.empty();
        };
    }
}
