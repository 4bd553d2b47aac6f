/** What the tenants' administrators ask for: rare, so each command is a statement of its own. */
@NullMarked
package io.sluice.worker.administration;

import org.jspecify.annotations.NullMarked;
