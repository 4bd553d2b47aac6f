package io.sluice.standalone;

import io.sluice.operations.start.Start;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** A service in this JVM, as an application context that shares nothing with the others. */
final class ServiceContext implements Part {
    // The suffix is by what Spring knows that SLUICE_A_B in it may also be asked for as sluice.a-b.
    private static final String SOURCE = "standalone-systemEnvironment";

    private final Service service;
    private final Map<String, String> variables;
    private final Meters meters;
    private volatile @Nullable ConfigurableApplicationContext context;

    ServiceContext(Service service, Map<String, String> variables, Meters meters) {
        this.service = service;
        this.variables = variables;
        this.meters = meters;
    }

    @Override
    public String name() {
        return service.name();
    }

    @Override
    public String address() {
        var running = context;
        var port = running == null ? null : running.getEnvironment().getProperty("local.server.port");
        if (running == null || port == null) return "no port";
        var scheme = running.getEnvironment().containsProperty("server.ssl.bundle") ? "https://" : "http://";
        return scheme + Settings.LOOPBACK + ":" + port;
    }

    @Override
    public void start() {
        try {
            context = run();
        } catch (RuntimeException failure) {
            throw Start.refusal(failure)
                    .<RuntimeException>map(Refusal::surroundings)
                    .orElse(failure);
        }
    }

    private ConfigurableApplicationContext run() {
        var started = new SpringApplicationBuilder(service.application())
                // One port is enough: the service that has it shows the meters of all.
                .web(service.takesPort() ? WebApplicationType.SERVLET : WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                // The launcher stops the services before what they stand on.
                .registerShutdownHook(false)
                .environment(told())
                .initializers(meters::share)
                .run(
                        "--spring.config.name=" + service.name(),
                        "--spring.jmx.enabled=false",
                        "--server.address=" + Settings.LOOPBACK);
        meters.bind(started);
        return started;
    }

    /** There from the first, as variables of a process would be. */
    private ConfigurableEnvironment told() {
        var environment = new StandardEnvironment();
        var values = Map.<String, Object>copyOf(variables);
        environment.getPropertySources().addFirst(new SystemEnvironmentPropertySource(SOURCE, values));
        return environment;
    }

    @Override
    public void stop(Duration patience) {
        var running = context;
        if (running != null) running.close();
    }
}
