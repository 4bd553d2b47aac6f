@NullMarked
package io.sluice.ingress.addresses;

import org.jspecify.annotations.NullMarked;
