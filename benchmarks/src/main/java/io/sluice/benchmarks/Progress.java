package io.sluice.benchmarks;

import com.google.errorprone.annotations.FormatMethod;
import java.io.PrintStream;
import java.time.Duration;

/** Says what is being done, since measuring takes minutes. */
final class Progress {
    private final PrintStream out;
    private final String prefix;
    private final long start;

    Progress(PrintStream out) {
        this(out, "", System.nanoTime());
    }

    private Progress(PrintStream out, String prefix, long start) {
        this.out = out;
        this.prefix = prefix;
        this.start = start;
    }

    /** The same, for one case. */
    Progress of(String name) {
        return new Progress(out, name + ": ", start);
    }

    @FormatMethod
    void say(String format, Object... arguments) {
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        out.printf("%4d s  %s%s%n", seconds, prefix, format.formatted(arguments));
    }
}
