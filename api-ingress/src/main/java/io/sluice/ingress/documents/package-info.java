/** The OpenAPI document and the pages that show it. */
@NullMarked
package io.sluice.ingress.documents;

import org.jspecify.annotations.NullMarked;
