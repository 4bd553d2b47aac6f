/** Share links: what client apps import to connect as an account. */
@NullMarked
package io.sluice.ingress.sharing;

import org.jspecify.annotations.NullMarked;
