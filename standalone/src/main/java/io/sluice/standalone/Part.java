package io.sluice.standalone;

import java.time.Duration;

/** Something that the launcher starts and stops as one. */
interface Part {
    String BROKER = "broker";
    String POSTGRES = "postgres";
    String REGISTRY = "registry";

    /** Its name in {@code SLUICE_PARTS}. */
    String name();

    /** Where it can be reached once it has started. */
    String address();

    /** Returns when it answers. */
    void start() throws Exception;

    /** Does nothing when it never started, and takes about as long as {@code patience} at most. */
    void stop(Duration patience) throws Exception;
}
