package io.sluice.standalone;

import java.util.Map;

/** The last thing printed at a start: what the user needs next. Never logged, because it may hold secrets. */
record Banner(Settings settings, DataFolder folder, Secrets secrets, boolean services) {

    String text(AdminKey adminKey) {
        var text = new StringBuilder("\n");
        if (services) addresses(text);
        else variables(text);
        line(text, "Data", folder.path().toString());
        line(text, "Logs", folder.logs().toString());
        line(text, "Stop", "Ctrl-C, or kill " + ProcessHandle.current().pid());
        if (adminKey.isNew()) adminKey.text().ifPresent(key -> key(text, key));
        return text.append('\n').toString();
    }

    private void addresses(StringBuilder text) {
        var address = (settings.https() ? "https://" : "http://") + Settings.at(settings.httpPort());
        text.append("Sluice is ready.\n\n");
        line(text, "API", address);
        line(text, "Docs", address + "/docs");
        settings.readers().ifPresent(readers -> line(text, "Readers", readers.listener()));
    }

    /** What a service needs that is started by hand beside this process, ready to be pasted into a shell. */
    private void variables(StringBuilder text) {
        var told = new ServiceVariables(settings, secrets);
        text.append("No service runs in this process. One that is started by hand needs:\n\n");
        exports(text, told.common());
        for (var role : Service.Role.values()) {
            text.append("\n# as ").append(role.user()).append('\n');
            exports(text, told.of(role));
        }
        text.append('\n');
    }

    private static void exports(StringBuilder text, Map<String, String> variables) {
        variables.forEach((name, value) -> text.append("export ")
                .append(name)
                .append("='")
                .append(value.replace("'", "'\\''"))
                .append("'\n"));
    }

    private static void key(StringBuilder text, String key) {
        line(text, "Admin key", key);
        text.append("\nThe admin key is shown this once and is kept nowhere: write it down.\n");
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append("%-10s %s\n".formatted(label, value));
    }
}
