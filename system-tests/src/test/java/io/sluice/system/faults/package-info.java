/** What failure does: real processes are killed. */
@NullMarked
package io.sluice.system.faults;

import org.jspecify.annotations.NullMarked;
