/** Which commands were seen before, and what became of them. */
@NullMarked
package io.sluice.worker.claims;

import org.jspecify.annotations.NullMarked;
