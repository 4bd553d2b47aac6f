/** Whether a request is within all limits that apply to it, from memory alone. */
@NullMarked
package io.sluice.ingress.limits;

import org.jspecify.annotations.NullMarked;
