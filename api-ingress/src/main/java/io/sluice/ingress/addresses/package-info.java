/** Internet addresses: how they are read and written, ranges of them, and from which one a request comes. */
@NullMarked
package io.sluice.ingress.addresses;

import org.jspecify.annotations.NullMarked;
