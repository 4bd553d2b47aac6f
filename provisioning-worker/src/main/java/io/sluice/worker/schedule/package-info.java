/** Bringing commands that were put off back to their lanes when their time has come. */
@NullMarked
package io.sluice.worker.schedule;

import org.jspecify.annotations.NullMarked;
