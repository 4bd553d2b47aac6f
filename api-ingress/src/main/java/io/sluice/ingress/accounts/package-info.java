/** Accounts over HTTP: provision, renew, read. */
@NullMarked
package io.sluice.ingress.accounts;

import org.jspecify.annotations.NullMarked;
