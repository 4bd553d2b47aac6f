/** Measures what is for this package alone. */
@NullMarked
package io.sluice.usage.limits;

import org.jspecify.annotations.NullMarked;
