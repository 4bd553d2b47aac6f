@NullMarked
package io.sluice.ingress.cors;

import org.jspecify.annotations.NullMarked;
