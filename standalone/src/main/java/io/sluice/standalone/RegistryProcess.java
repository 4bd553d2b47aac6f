package io.sluice.standalone;

import java.io.IOException;

/**
 * The main class of the registry's JVM. It ends with its launcher, however that one ends: the pipe from it breaks.
 * It uses nothing of this package, because it is the only class of ours on that JVM's class path.
 */
public final class RegistryProcess {
    private RegistryProcess() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().name("launcher-watch").start(RegistryProcess::endWithTheLauncher);
        Class.forName("io.quarkus.bootstrap.runner.QuarkusEntryPoint")
                .getMethod("main", String[].class)
                .invoke(null, (Object) arguments);
    }

    private static void endWithTheLauncher() {
        try {
            if (System.in.read() >= 0) System.exit(0);
        } catch (IOException e) {
            // A broken pipe says the same as its end.
        }
        // Nobody waits for an orderly end any more, and all that is worth keeping is in the database.
        Runtime.getRuntime().halt(1);
    }
}
