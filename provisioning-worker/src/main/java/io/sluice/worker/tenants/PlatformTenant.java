package io.sluice.worker.tenants;

import io.sluice.schemas.TenantId;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.stereotype.Component;

/** The platform's own tenant came with the tables and by no command; it is told at every start. */
@Component
class PlatformTenant implements ApplicationRunner {
    private final Tenants tenants;
    private final KafkaOperations<String, Object> kafka;

    PlatformTenant(Tenants tenants, KafkaOperations<String, Object> kafka) {
        this.tenants = tenants;
        this.kafka = kafka;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        var states = tenants.states(List.of(TenantId.PLATFORM));
        kafka.executeInTransaction(in -> {
            states.forEach(state -> {
                var _ = in.send(state.record());
            });
            return true;
        });
    }
}
