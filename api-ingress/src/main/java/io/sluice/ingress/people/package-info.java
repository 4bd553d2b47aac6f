/** People who sign in, over HTTP: administrators, resellers and customers. */
@NullMarked
package io.sluice.ingress.people;

import org.jspecify.annotations.NullMarked;
