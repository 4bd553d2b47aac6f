@NullMarked
package io.sluice.ingress.admission;

import org.jspecify.annotations.NullMarked;
