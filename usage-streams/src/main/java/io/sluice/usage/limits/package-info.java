/** Who may admit how many requests: the one place where the tokens of all limits are handed out. */
@NullMarked
package io.sluice.usage.limits;

import org.jspecify.annotations.NullMarked;
