/** Telling Kafka, exactly once, what was done in the database without a command. */
@NullMarked
package io.sluice.worker.outbox;

import org.jspecify.annotations.NullMarked;
