/** How answers are written: at once or later, without a second pass through the web framework. */
@NullMarked
package io.sluice.ingress.answers;

import org.jspecify.annotations.NullMarked;
