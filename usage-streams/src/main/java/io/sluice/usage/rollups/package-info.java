/** From single calls to one row per key, route and minute. */
@NullMarked
package io.sluice.usage.rollups;

import org.jspecify.annotations.NullMarked;
