/** Measures what is for this package alone. */
@NullMarked
package io.sluice.ingress.limits;

import org.jspecify.annotations.NullMarked;
