@NullMarked
package io.sluice.ingress;

import org.jspecify.annotations.NullMarked;
