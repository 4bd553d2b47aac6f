/** Which web pages of other origins may call the API. */
@NullMarked
package io.sluice.ingress.cors;

import org.jspecify.annotations.NullMarked;
