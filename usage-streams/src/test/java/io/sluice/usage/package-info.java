@NullMarked
package io.sluice.usage;

import org.jspecify.annotations.NullMarked;
