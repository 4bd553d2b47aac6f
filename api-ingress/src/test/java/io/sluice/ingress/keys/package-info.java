@NullMarked
package io.sluice.ingress.keys;

import org.jspecify.annotations.NullMarked;
