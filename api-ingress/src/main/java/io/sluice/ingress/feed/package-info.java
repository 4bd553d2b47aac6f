/** Following a topic into memory. */
@NullMarked
package io.sluice.ingress.feed;

import org.jspecify.annotations.NullMarked;
