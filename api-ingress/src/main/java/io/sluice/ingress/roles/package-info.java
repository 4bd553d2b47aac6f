/** Roles over HTTP: permissions under a name, which keys and people of a tenant have. */
@NullMarked
package io.sluice.ingress.roles;

import org.jspecify.annotations.NullMarked;
