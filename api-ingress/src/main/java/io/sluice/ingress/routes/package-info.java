/** The routes that there are, for those who speak of them. */
@NullMarked
package io.sluice.ingress.routes;

import org.jspecify.annotations.NullMarked;
