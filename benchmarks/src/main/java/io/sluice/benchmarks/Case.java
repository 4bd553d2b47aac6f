package io.sluice.benchmarks;

import java.util.List;

/** Something that is measured by itself, in a system that was started for it. */
interface Case {
    /** As it is chosen by. */
    String name();

    List<Figure> measure(Machine machine, Progress progress);
}
