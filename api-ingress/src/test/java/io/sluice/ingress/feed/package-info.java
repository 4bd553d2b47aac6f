@NullMarked
package io.sluice.ingress.feed;

import org.jspecify.annotations.NullMarked;
