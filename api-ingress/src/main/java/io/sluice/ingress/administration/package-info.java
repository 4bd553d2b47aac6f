/** What changes of administration have in common, whatever is administered. */
@NullMarked
package io.sluice.ingress.administration;

import org.jspecify.annotations.NullMarked;
