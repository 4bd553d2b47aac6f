/** Tenants over HTTP: the platform makes and keeps them, and each sees itself. */
@NullMarked
package io.sluice.ingress.tenants;

import org.jspecify.annotations.NullMarked;
