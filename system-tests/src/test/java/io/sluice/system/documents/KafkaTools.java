package io.sluice.system.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Kafka's own command line tools, under the names that they have in its distribution. */
final class KafkaTools {
    private static final Map<String, String> MAIN_CLASSES = Map.of(
            "kafka-console-consumer.sh", "org.apache.kafka.tools.consumer.ConsoleConsumer",
            "kafka-acls.sh", "org.apache.kafka.tools.AclCommand",
            "kafka-configs.sh", "kafka.admin.ConfigCommand");

    /** Their output is read, so complaints go where they belong. */
    private static final String LOGGING = """
            <configuration>
              <appender name="complaints" class="ch.qos.logback.core.ConsoleAppender">
                <target>System.err</target>
                <encoder><pattern>%msg%n</pattern></encoder>
              </appender>
              <root level="ERROR"><appender-ref ref="complaints"/></root>
            </configuration>
            """;

    private KafkaTools() {}

    /** Puts them into a folder, for a PATH. */
    static void install(Path folder) throws IOException {
        Files.createDirectories(folder);
        var logging = Files.writeString(folder.resolve("logback.xml"), LOGGING);
        var executable = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
        for (var tool : MAIN_CLASSES.entrySet()) {
            var file = Files.createFile(folder.resolve(tool.getKey()), executable);
            Files.writeString(file, """
                    #!/bin/sh
                    exec "%s" -XX:TieredStopAtLevel=1 -Dlogback.configurationFile="%s" -cp "%s" %s "$@"
                    """.formatted(java(), logging, classPath(), tool.getValue()));
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** That of the tests, which surefire may hide in the manifest of a jar. */
    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
