package io.sluice.system.records;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.TopicProvisioner;
import io.sluice.schemas.Topics;
import io.sluice.system.stack.Sluice;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

/** What start-up does with a broker: it makes what is missing, leaves what agrees alone, and refuses what differs. */
abstract class TopicsContract {

    /** Where the broker is that is looked at. */
    abstract String bootstrapServers();

    @Test
    void aBrokerThatAgreesIsLeftAlone() {
        try (var admin = admin()) {
            provision(admin);
            assertThatCode(() -> provision(admin)).doesNotThrowAnyException();
        }
    }

    @Test
    void aTopicThatDiffersIsRefusedByNameSettingAndValue() throws ExecutionException, InterruptedException {
        try (var admin = admin()) {
            provision(admin);
            setRetention(admin, "1000");
            try {
                assertThatThrownBy(() -> provision(admin))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("events.accounts has retention.ms=1000, expected 2592000000");
            } finally {
                setRetention(admin, "2592000000");
            }
        }
    }

    private void provision(Admin admin) {
        new TopicProvisioner(admin, new SchemaRegistry(Sluice.shared().registryUrl()), 1).provision(Topics.ALL);
    }

    private static void setRetention(Admin admin, String milliseconds) throws ExecutionException, InterruptedException {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.ACCOUNT_EVENTS.name());
        var entry = new ConfigEntry(TopicConfig.RETENTION_MS_CONFIG, milliseconds);
        admin.incrementalAlterConfigs(Map.of(topic, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }
}
