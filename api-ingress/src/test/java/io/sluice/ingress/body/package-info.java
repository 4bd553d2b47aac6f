@NullMarked
package io.sluice.ingress.body;

import org.jspecify.annotations.NullMarked;
