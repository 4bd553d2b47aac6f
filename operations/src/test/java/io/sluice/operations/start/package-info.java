@NullMarked
package io.sluice.operations.start;

import org.jspecify.annotations.NullMarked;
