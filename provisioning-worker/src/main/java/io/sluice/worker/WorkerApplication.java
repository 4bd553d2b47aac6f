package io.sluice.worker;

import io.sluice.operations.OperationsConfiguration;
import io.sluice.operations.kafka.KafkaConfiguration;
import io.sluice.operations.start.Start;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The worker, by itself: its configuration is {@code provisioning-worker.yml}. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@Import({OperationsConfiguration.class, KafkaConfiguration.class})
public class WorkerApplication {
    /** The name of its configuration, so that all services can share one class path. */
    public static final String NAME = "provisioning-worker";

    public static void main(String[] arguments) {
        Start.service(WorkerApplication.class, NAME, arguments);
    }
}
