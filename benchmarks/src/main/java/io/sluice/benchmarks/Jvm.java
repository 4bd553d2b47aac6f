package io.sluice.benchmarks;

import io.sluice.system.stack.Cluster;
import io.sluice.system.stack.ServerProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every process with the heap and the collector that it would have in production, and with both compilers. */
final class Jvm {
    /** Whether each process leaves a recording beside its log, for whoever looks for what takes the time. */
    private static final boolean RECORD = Boolean.getBoolean("benchmarks.record");

    private Jvm() {}

    static List<String> arguments(String part) {
        var arguments = new ArrayList<>(List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC"));
        if (RECORD) {
            arguments.add("-XX:StartFlightRecording=settings=profile,jdk.CPUTimeSample#enabled=true,"
                    + "dumponexit=true,filename=" + part + ".jfr");
        }
        return arguments;
    }

    /** The system, its services with these settings besides. */
    static Cluster.Terms terms(Map<String, Map<String, String>> settings) {
        return new Cluster.Terms() {
            @Override
            public List<String> jvm(String part) {
                return arguments(part);
            }

            // From its jar, as the floor is.
            @Override
            public List<String> program(String module) {
                return ServerProcess.program(module);
            }

            @Override
            public Map<String, String> settings(String part) {
                if (!part.equals(Cluster.INGRESS)) return settings.getOrDefault(part, Map.of());
                var told = new HashMap<>(settings.getOrDefault(part, Map.of()));
                // All load comes from one address, also that with a key that nobody has.
                told.put("SLUICE_UNKNOWN_KEYS_LIMIT", "100000");
                told.put("SLUICE_UNKNOWN_KEYS_WINDOW", "1s");
                return told;
            }
        };
    }
}
