@NullMarked
package io.sluice.operations.traces;

import org.jspecify.annotations.NullMarked;
