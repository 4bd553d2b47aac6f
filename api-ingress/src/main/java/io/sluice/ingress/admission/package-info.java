/** Who calls, and whether they may: from the presented key to the caller, out of memory. */
@NullMarked
package io.sluice.ingress.admission;

import org.jspecify.annotations.NullMarked;
