/** Turns records of calls into rollups that analysts read, and hands out limits to nodes. */
@NullMarked
package io.sluice.usage;

import org.jspecify.annotations.NullMarked;
