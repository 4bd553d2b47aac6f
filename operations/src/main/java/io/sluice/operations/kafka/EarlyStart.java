package io.sluice.operations.kafka;

import java.util.List;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * Begins the preparation when the web server is about to be made. The container would begin it at the end of the
 * set-up, which needs half of a start from here on, and one core of those there are.
 */
final class EarlyStart implements WebServerFactoryCustomizer<ConfigurableWebServerFactory> {
    private final KafkaPreparation preparation;
    private final List<EarlyWork> work;

    EarlyStart(KafkaPreparation preparation, List<EarlyWork> work) {
        this.preparation = preparation;
        this.work = work;
    }

    @Override
    public void customize(ConfigurableWebServerFactory factory) {
        var _ = preparation.begin().thenRun(() -> work.forEach(EarlyWork::begin));
    }
}
