@NullMarked
package io.sluice.usage.rollups;

import org.jspecify.annotations.NullMarked;
