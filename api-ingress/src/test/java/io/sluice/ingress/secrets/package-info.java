@NullMarked
package io.sluice.ingress.secrets;

import org.jspecify.annotations.NullMarked;
