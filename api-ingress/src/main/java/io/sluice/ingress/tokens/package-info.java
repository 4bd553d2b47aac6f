/** Access tokens: what a person who signed in sends in the place of a key. */
@NullMarked
package io.sluice.ingress.tokens;

import org.jspecify.annotations.NullMarked;
