/** Encrypting what callers give us in confidence, before it leaves the ingress. */
@NullMarked
package io.sluice.ingress.secrets;

import org.jspecify.annotations.NullMarked;
