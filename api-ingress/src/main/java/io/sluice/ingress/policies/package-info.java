/** Which limits apply to a request, what their answers say of them, and why a request was refused. */
@NullMarked
package io.sluice.ingress.policies;

import org.jspecify.annotations.NullMarked;
