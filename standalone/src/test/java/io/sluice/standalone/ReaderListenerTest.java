package io.sluice.standalone;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaderListenerTest {
    private static final Path PAGE = Path.of("../docs/analysts.md");
    private static final Pattern VARIABLE = Pattern.compile("(?m)^KAFKA_([A-Z0-9_]+): \"?(.*?)\"?$");

    @TempDir
    private Path folder;

    // The page tells it to those with a broker of their own, in the variables of Kafka's image.
    @Test
    void isWhatThePageForReadersSays() throws IOException {
        var chain = Files.writeString(folder.resolve("chain.pem"), "chain");
        var key = Files.writeString(folder.resolve("key.pem"), "key");
        var readers = new Readers(
                "kafka.example.com",
                9094,
                Optional.of(new Readers.Certificate(chain, key)),
                Optional.empty(),
                List.of(new Readers.Reader("analyst", "a-long-password")));
        var ours = new Properties();
        for (var list : List.of("listeners", "advertised.listeners", "listener.security.protocol.map")) {
            ours.setProperty(list, "…");
        }
        new ReaderListener(readers).addTo(ours);
        assertThat(page()).isEqualTo(asAnOperatorWritesIt(ours));
    }

    @Test
    void refusesACertificateThatCannotBeRead() {
        var missing = folder.resolve("missing.pem");
        var readers = new Readers(
                "127.0.0.1", 9094, Optional.of(new Readers.Certificate(missing, missing)), Optional.empty(), List.of());
        var refusal = catchThrowableOfType(Refusal.class, () -> new ReaderListener(readers).addTo(new Properties()));
        assertThat(refusal.line()).startsWith("SLUICE_TLS_CERTIFICATE is \"" + missing + "\"");
    }

    /** The image has the certificate in one file, and the broker listens on every address of its container. */
    private static Map<String, String> asAnOperatorWritesIt(Properties ours) {
        var operators = ours.stringPropertyNames().stream().collect(toMap(name -> name, ours::getProperty));
        operators.put("listeners", "…,READERS://:9094");
        operators.remove("listener.name.readers.ssl.keystore.certificate.chain");
        operators.remove("listener.name.readers.ssl.keystore.key");
        operators.put("listener.name.readers.ssl.keystore.location", "/etc/kafka/secrets/key-and-certificate.pem");
        return operators;
    }

    /** As the image turns its variables into settings. */
    private static Map<String, String> page() throws IOException {
        return VARIABLE.matcher(Files.readString(PAGE))
                .results()
                .collect(toMap(
                        variable -> variable.group(1)
                                .toLowerCase(Locale.ROOT)
                                .replace("___", "-")
                                .replace("__", "\u0000")
                                .replace('_', '.')
                                .replace('\u0000', '_'),
                        variable -> variable.group(2)));
    }
}
