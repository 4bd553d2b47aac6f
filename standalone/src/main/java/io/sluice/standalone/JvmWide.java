package io.sluice.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** What can be set once per JVM only, and must be set before the first class looks at it. */
final class JvmWide {
    private JvmWide() {}

    static void prepare(DataFolder folder) throws IOException {
        emptyTemporary(folder);
        System.setProperty("java.io.tmpdir", folder.temporary().toString());
        System.setProperty("sluice.logs", folder.logs().toString());
        // Each context would set up logging anew, and reset what the one before it had done.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private static void emptyTemporary(DataFolder folder) throws IOException {
        var temporary = folder.temporary();
        if (Files.exists(temporary)) {
            try (var files = Files.walk(temporary)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
        }
        Files.createDirectories(temporary);
    }
}
