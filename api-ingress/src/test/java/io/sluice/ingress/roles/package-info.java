@NullMarked
package io.sluice.ingress.roles;

import org.jspecify.annotations.NullMarked;
