/** What each running ingress has taken up of the keys, so that a change of one can be proved to count everywhere. */
@NullMarked
package io.sluice.ingress.nodes;

import org.jspecify.annotations.NullMarked;
