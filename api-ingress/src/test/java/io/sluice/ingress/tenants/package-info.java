@NullMarked
package io.sluice.ingress.tenants;

import org.jspecify.annotations.NullMarked;
