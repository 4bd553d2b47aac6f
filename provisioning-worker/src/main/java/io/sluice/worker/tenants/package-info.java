/** Tenants: who shares this installation without seeing of the others. */
@NullMarked
package io.sluice.worker.tenants;

import org.jspecify.annotations.NullMarked;
