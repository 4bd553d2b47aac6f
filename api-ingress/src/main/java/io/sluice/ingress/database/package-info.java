/** Reading the worker's tables as the one tenant and environment that asks. */
@NullMarked
package io.sluice.ingress.database;

import org.jspecify.annotations.NullMarked;
