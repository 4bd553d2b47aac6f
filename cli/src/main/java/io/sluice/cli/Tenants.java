package io.sluice.cli;

/** Tenants as people call them. */
final class Tenants {
    private Tenants() {}

    /** "Acme Ltd (acme)", or the id for whoever may not read tenants. */
    static String shown(Api api, String id) {
        try {
            var tenant = api.get("/v1/tenants/" + id).json();
            return Printer.value(tenant.path("name")) + " ("
                    + tenant.path("slug").asString() + ")";
        } catch (Failure _) {
            return id;
        }
    }
}
