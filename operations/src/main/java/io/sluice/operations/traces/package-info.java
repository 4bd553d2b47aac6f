/** Following one request through every service that has to do with it. */
@NullMarked
package io.sluice.operations.traces;

import org.jspecify.annotations.NullMarked;
