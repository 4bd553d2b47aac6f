/** The containers, as far as can be seen without an engine for them. */
@NullMarked
package io.sluice.system.containers;

import org.jspecify.annotations.NullMarked;
