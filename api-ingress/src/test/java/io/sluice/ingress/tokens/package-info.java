@NullMarked
package io.sluice.ingress.tokens;

import org.jspecify.annotations.NullMarked;
