/** How a refusal is told: one shape for everything that can be wrong with a request. */
@NullMarked
package io.sluice.ingress.problem;

import org.jspecify.annotations.NullMarked;
