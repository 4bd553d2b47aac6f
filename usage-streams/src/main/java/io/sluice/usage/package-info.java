/** Turns records of calls into rollups that analysts read. */
@NullMarked
package io.sluice.usage;

import org.jspecify.annotations.NullMarked;
