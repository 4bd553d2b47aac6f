/** What nodes count for accounts, reported over HTTP. */
@NullMarked
package io.sluice.ingress.traffic;

import org.jspecify.annotations.NullMarked;
