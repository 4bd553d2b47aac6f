/** Roles: permissions under a name, which keys and people have. */
@NullMarked
package io.sluice.worker.roles;

import org.jspecify.annotations.NullMarked;
