package io.sluice.usage;

import io.sluice.operations.OperationsConfiguration;
import io.sluice.operations.kafka.KafkaConfiguration;
import io.sluice.operations.start.Start;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The streams, by themselves: their configuration is {@code usage-streams.yml}. */
@SpringBootApplication(
        // In the launcher the database of the other services is on the class path, and this one has none.
        excludeName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@Import({OperationsConfiguration.class, KafkaConfiguration.class})
public class UsageApplication {
    /** The name of its configuration, so that all services can share one class path. */
    public static final String NAME = "usage-streams";

    public static void main(String[] arguments) {
        Start.service(UsageApplication.class, NAME, arguments);
    }
}
