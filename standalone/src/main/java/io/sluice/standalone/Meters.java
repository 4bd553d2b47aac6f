package io.sluice.standalone;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sluice.operations.metrics.ExposedMeters;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.ConfigurableApplicationContext;

/** One registry for all services of this JVM, so that the one that serves HTTP shows the meters of all. */
final class Meters {
    private static final String OF_THE_JVM = "io.micrometer.core.instrument.binder.";

    private final PrometheusRegistry shown = new PrometheusRegistry();
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, shown, Clock.SYSTEM);
    private final Set<Class<?>> bound = ConcurrentHashMap.newKeySet();

    Meters() {
        registry.config().meterFilter(ExposedMeters.FILTER);
    }

    /** In the place of the registry that a service would make for itself. */
    void share(ConfigurableApplicationContext starting) {
        starting.getBeanFactory().registerSingleton("prometheusRegistry", shown);
        starting.getBeanFactory().registerSingleton("prometheusMeterRegistry", registry);
    }

    /** What a service would do at its start with its own; what measures the JVM must not count for each service. */
    void bind(ConfigurableApplicationContext started) {
        started.getBeanProvider(MeterBinder.class)
                .orderedStream()
                .filter(binder -> !binder.getClass().getName().startsWith(OF_THE_JVM) || bound.add(binder.getClass()))
                .forEach(binder -> binder.bindTo(registry));
    }
}
