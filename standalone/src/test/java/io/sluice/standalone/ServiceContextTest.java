package io.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

class ServiceContextTest {
    private static final AtomicReference<@Nullable String> SEEN = new AtomicReference<>();

    @Test
    void tellsAServiceWhatTheEnvironmentWouldAndStopsIt() throws Exception {
        var service = new Service("tiny", Tiny.class, Service.Role.WORKER, false, true);
        var context = new ServiceContext(service, Map.of("SLUICE_POSTGRES_USER", "somebody"), new Meters());
        context.start();
        assertThat(SEEN.get()).isEqualTo("somebody, somebody, from tiny.properties");
        context.stop(Duration.ofSeconds(1));
        assertThat(SEEN.get()).isEqualTo("stopped");
    }

    @ConfigurationProperties("sluice.postgres")
    record Postgres(String user) {}

    @SpringBootConfiguration
    @EnableConfigurationProperties(Postgres.class)
    static class Tiny implements DisposableBean {
        Tiny(@Value("${SLUICE_POSTGRES_USER}") String user, Postgres bound, @Value("${tiny.own}") String own) {
            SEEN.set(String.join(", ", user, bound.user(), own));
        }

        @Override
        public void destroy() {
            SEEN.set("stopped");
        }
    }
}
