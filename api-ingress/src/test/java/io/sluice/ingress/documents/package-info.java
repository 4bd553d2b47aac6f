@NullMarked
package io.sluice.ingress.documents;

import org.jspecify.annotations.NullMarked;
