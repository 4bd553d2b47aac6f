package io.sluice.worker.roles;

import io.sluice.schemas.TenantId;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.stereotype.Component;

/** The roles of the platform's own tenant came with the tables and by no command; they are told at every start. */
@Component
class PlatformRoles implements ApplicationRunner {
    private final Roles roles;
    private final KafkaOperations<String, Object> kafka;

    PlatformRoles(Roles roles, KafkaOperations<String, Object> kafka) {
        this.roles = roles;
        this.kafka = kafka;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        var states = roles.builtin(TenantId.PLATFORM);
        kafka.executeInTransaction(in -> {
            states.forEach(state -> {
                var _ = in.send(state.record());
            });
            return true;
        });
    }
}
