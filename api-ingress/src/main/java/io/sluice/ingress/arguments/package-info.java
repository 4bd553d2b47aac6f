/** What routes take as parameters besides paths: read from the request by the feature that knows how. */
@NullMarked
package io.sluice.ingress.arguments;

import org.jspecify.annotations.NullMarked;
