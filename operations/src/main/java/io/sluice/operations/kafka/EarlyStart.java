package io.sluice.operations.kafka;

import java.util.List;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * Begins the preparation when the web server is about to be made. From there on it is half of a start until the
 * container would begin it, for which the set-up needs one core and leaves others to this; before, nothing is known yet
 * of settings and parts.
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
