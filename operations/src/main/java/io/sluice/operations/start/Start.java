package io.sluice.operations.start;

import java.util.Optional;
import org.springframework.boot.SpringApplication;

/** Starts a service from its own jar. */
public final class Start {
    /** As the shell knows it for a wrong use. */
    private static final int REFUSED = 2;

    private Start() {}

    /**
     * Returns when the service runs, and ends the process when it refuses to.
     *
     * @param name of its configuration, so that all services can share one class path
     */
    public static void service(Class<?> application, String name, String[] arguments) {
        System.setProperty("spring.config.name", name);
        try {
            SpringApplication.run(application, arguments);
        } catch (RuntimeException failure) {
            var line = refusal(failure);
            if (line.isEmpty()) throw failure;
            System.err.println(name + " does not start: " + line.get());
            System.exit(REFUSED);
        }
    }

    /** Why a service refused to start, in one line; empty when it failed for another reason. */
    public static Optional<String> refusal(Throwable failure) {
        return Refusals.line(failure);
    }
}
