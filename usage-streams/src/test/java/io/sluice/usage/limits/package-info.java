@NullMarked
package io.sluice.usage.limits;

import org.jspecify.annotations.NullMarked;
