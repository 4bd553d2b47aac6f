@NullMarked
package io.sluice.ingress.answers;

import org.jspecify.annotations.NullMarked;
