/** Signing in: passwords, refresh tokens, and the keys that vouch for access tokens. */
@NullMarked
package io.sluice.ingress.signin;

import org.jspecify.annotations.NullMarked;
