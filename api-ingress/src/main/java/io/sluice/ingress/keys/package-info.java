/** API keys over HTTP: make, list, revoke. */
@NullMarked
package io.sluice.ingress.keys;

import org.jspecify.annotations.NullMarked;
