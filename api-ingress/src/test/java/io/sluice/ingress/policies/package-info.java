/** Tests of which limits apply to a request. */
@NullMarked
package io.sluice.ingress.policies;

import org.jspecify.annotations.NullMarked;
