/** What a million of something costs. */
@NullMarked
package io.sluice.system.scale;

import org.jspecify.annotations.NullMarked;
