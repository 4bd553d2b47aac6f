@NullMarked
package io.sluice.ingress.routing;

import org.jspecify.annotations.NullMarked;
