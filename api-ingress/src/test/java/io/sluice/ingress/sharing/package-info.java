@NullMarked
package io.sluice.ingress.sharing;

import org.jspecify.annotations.NullMarked;
