package io.sluice.ingress.documents;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where readers of Kafka come in, to be told in the AsyncAPI document.
 *
 * @param listener as Kafka names one, {@code SASL_SSL://host:port} with several hosts separated by commas; empty when
 *     nobody comes in
 */
@ConfigurationProperties("sluice.readers")
record ReaderSettings(String listener) {
    private static final Pattern FORM =
            Pattern.compile("SASL_(SSL|PLAINTEXT)://[^,\\s:/]+:[0-9]{1,5}(,[^,\\s:/]+:[0-9]{1,5})*");

    ReaderSettings {
        if (!listener.isEmpty() && !FORM.matcher(listener).matches()) {
            throw new IllegalArgumentException("SLUICE_READER_LISTENER must be SASL_SSL://host:port or"
                    + " SASL_PLAINTEXT://host:port, several hosts with commas, but is " + listener);
        }
    }

    /** Each a host with its port. */
    List<String> hosts() {
        return listener.isEmpty()
                ? List.of()
                : List.of(listener.replaceFirst("^SASL_[A-Z]+://", "").split(","));
    }

    boolean encrypted() {
        return listener.startsWith("SASL_SSL:");
    }
}
