package io.sluice.standalone;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** One run of the launcher: what it was told, what it holds, and what it starts. */
record Launch(
        Settings settings,
        DataFolder folder,
        Secrets secrets,
        List<Service> services,
        AdminKey adminKey,
        Machine machine) {
    // Less than the ten seconds after which process supervisors lose their patience.
    private static final Duration STOP_PATIENCE = Duration.ofMillis(9800);

    static Launch of(Settings settings, DataFolder folder, Variables variables, List<Service> known)
            throws IOException {
        var secrets = Secrets.load(folder.secrets(), variables);
        var services = known.stream()
                .filter(service -> settings.starts(service.name()))
                .toList();
        var adminKey = AdminKey.choose(settings.adminKey(), secrets);
        var told = new ServiceVariables(settings, secrets);
        var meters = new Meters();
        var contexts = services.stream()
                .map(service -> new ServiceContext(service, told.of(service, adminKey), meters))
                .toList();
        return new Launch(
                settings, folder, secrets, services, adminKey, new Machine(settings, secrets, folder, contexts));
    }

    void start() throws Exception {
        // Asked for now, because the services start last.
        var caller = services.stream().filter(Service::takesPort).findAny();
        if (caller.isPresent())
            Ports.requireFree(settings.httpPort(), caller.get().name(), Settings.HTTP_PORT);
        machine.start();
    }

    /** The key is remembered only after it was printed, and only if the service that keeps it was told. */
    void greet() throws IOException {
        boolean told = services.stream().anyMatch(Service::takesAdminKey);
        var shown = told ? adminKey : AdminKey.NONE;
        System.out.print(new Banner(settings, folder, secrets, !services.isEmpty()).text(shown));
        System.out.flush();
        shown.remember(secrets);
    }

    /** A stop that hangs would leave the user with kill -9, and then nothing is stopped in order. */
    void stopAtExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopInTime, "stop"));
    }

    private void stopInTime() {
        Thread.ofPlatform().daemon().name("stop-deadline").start(() -> {
            sleep(STOP_PATIENCE);
            Runtime.getRuntime().halt(Refusal.BAD_SURROUNDINGS);
        });
        try {
            machine.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
