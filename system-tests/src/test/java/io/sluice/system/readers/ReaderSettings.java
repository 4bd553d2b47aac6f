package io.sluice.system.readers;

import io.sluice.system.stack.Sluice;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/** What a client of an outside reader is configured with. */
final class ReaderSettings {
    private ReaderSettings() {}

    static Map<String, Object> of(Sluice sluice) {
        return of(sluice, sluice.readerPassword());
    }

    static Map<String, Object> of(Sluice sluice, String password) {
        var jaas = "%s required username=\"%s\" password=\"%s\";"
                .formatted(ScramLoginModule.class.getName(), Sluice.READER, password);
        var settings = new HashMap<String, Object>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, sluice.readerBootstrapServers());
        settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_PLAINTEXT");
        settings.put(SaslConfigs.SASL_MECHANISM, "SCRAM-SHA-512");
        settings.put(SaslConfigs.SASL_JAAS_CONFIG, jaas);
        return settings;
    }

    /** The same for a consumer of the group, from the beginning. */
    static Map<String, Object> of(Sluice sluice, String password, String group) {
        var settings = of(sluice, password);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return settings;
    }
}
