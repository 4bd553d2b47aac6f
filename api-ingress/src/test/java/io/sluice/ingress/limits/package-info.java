@NullMarked
package io.sluice.ingress.limits;

import org.jspecify.annotations.NullMarked;
