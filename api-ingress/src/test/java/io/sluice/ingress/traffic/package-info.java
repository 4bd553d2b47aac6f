@NullMarked
package io.sluice.ingress.traffic;

import org.jspecify.annotations.NullMarked;
