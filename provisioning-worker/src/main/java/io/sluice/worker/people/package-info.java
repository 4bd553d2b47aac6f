/** People who sign in, and their sessions. */
@NullMarked
package io.sluice.worker.people;

import org.jspecify.annotations.NullMarked;
