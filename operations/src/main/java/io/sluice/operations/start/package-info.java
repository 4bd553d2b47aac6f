/** How a service starts, or says in one line why not. */
@NullMarked
package io.sluice.operations.start;

import org.jspecify.annotations.NullMarked;
