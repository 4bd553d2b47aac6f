@NullMarked
package io.sluice.ingress.people;

import org.jspecify.annotations.NullMarked;
