@NullMarked
package io.sluice.ingress.ratelimits;

import org.jspecify.annotations.NullMarked;
