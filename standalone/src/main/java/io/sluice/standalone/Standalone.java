package io.sluice.standalone;

import org.slf4j.LoggerFactory;

/** Starts the whole system, or the parts that {@code SLUICE_PARTS} names, and stops it again. */
public final class Standalone {
    private Standalone() {}

    public static void main(String[] arguments) {
        try {
            var variables = new Variables(System.getenv());
            var settings = Settings.from(variables, Service.names(Service.ALL));
            var folder = DataFolder.open(settings.data());
            JvmWide.prepare(folder);
            var launch = Launch.of(settings, folder, variables, Service.ALL);
            launch.stopAtExit();
            launch.start();
            launch.greet();
            Thread.currentThread().join();
        } catch (Refusal refusal) {
            refuse(refusal.line(), refusal.exitCode());
        } catch (Exception e) {
            LoggerFactory.getLogger(Standalone.class).debug("The start failed", e);
            refuse("The start failed: %s. The log has the details.".formatted(e), Refusal.BAD_SURROUNDINGS);
        }
    }

    /** Exiting runs the hook that stops what has started already. */
    private static void refuse(String line, int exitCode) {
        System.err.println(line);
        System.exit(exitCode);
    }
}
