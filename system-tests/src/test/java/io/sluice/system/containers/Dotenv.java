package io.sluice.system.containers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.system.stack.Sluice;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** A {@code .env} file. */
final class Dotenv {
    private static final Pattern LINE = Pattern.compile("(?m)^(\\w+)=(?:'([^']*)'|(\\S*))$");

    private Dotenv() {}

    static Map<String, String> parse(String text) {
        var variables = new LinkedHashMap<String, String>();
        LINE.matcher(text)
                .results()
                .forEach(line -> variables.put(line.group(1), line.group(2) == null ? line.group(3) : line.group(2)));
        return variables;
    }

    /** What {@code docker/secrets.sh} prints. */
    static Map<String, String> ofNewSecrets() throws Exception {
        var script = new ProcessBuilder("sh", "docker/secrets.sh")
                .directory(Sluice.root().toFile())
                .redirectErrorStream(true)
                .start();
        var printed = new String(script.getInputStream().readAllBytes(), UTF_8);
        if (script.waitFor() != 0) throw new AssertionError(printed);
        return parse(printed);
    }
}
