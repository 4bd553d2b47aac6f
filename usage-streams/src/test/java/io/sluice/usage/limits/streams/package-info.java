@NullMarked
package io.sluice.usage.limits.streams;

import org.jspecify.annotations.NullMarked;
