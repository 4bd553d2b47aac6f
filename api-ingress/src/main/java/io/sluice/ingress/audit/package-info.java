/** Who administered what, over HTTP. */
@NullMarked
package io.sluice.ingress.audit;

import org.jspecify.annotations.NullMarked;
