/** Measures what is for this package alone. */
@NullMarked
package io.sluice.ingress.admission;

import org.jspecify.annotations.NullMarked;
