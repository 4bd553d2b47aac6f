package io.sluice.standalone;

import io.sluice.ingress.IngressApplication;
import io.sluice.usage.UsageApplication;
import io.sluice.worker.WorkerApplication;
import java.util.List;

/**
 * One of the services, as the launcher sees it.
 *
 * @param name its name in {@code SLUICE_PARTS}, and that of its configuration, so that several share one class path
 * @param role as whom it connects to PostgreSQL
 * @param takesPort whether it is the one that serves callers on {@code SLUICE_PORT}
 * @param takesAdminKey whether it is the one that keeps the first key
 */
record Service(String name, Class<?> application, Role role, boolean takesPort, boolean takesAdminKey) {
    static final List<Service> ALL = List.of(
            new Service(WorkerApplication.NAME, WorkerApplication.class, Role.WORKER, false, true),
            new Service(IngressApplication.NAME, IngressApplication.class, Role.INGRESS, true, false),
            new Service(UsageApplication.NAME, UsageApplication.class, Role.USAGE, false, false));

    static List<String> names(List<Service> services) {
        return services.stream().map(Service::name).toList();
    }

    /** A role of PostgreSQL with the password for it. */
    enum Role {
        WORKER(PostgresRoles.WORKER, Secret.WORKER_PASSWORD),
        INGRESS(PostgresRoles.INGRESS, Secret.INGRESS_PASSWORD),
        USAGE(PostgresRoles.USAGE, Secret.USAGE_PASSWORD);

        private final String user;
        private final Secret password;

        Role(String user, Secret password) {
            this.user = user;
            this.password = password;
        }

        String user() {
            return user;
        }

        Secret password() {
            return password;
        }
    }
}
