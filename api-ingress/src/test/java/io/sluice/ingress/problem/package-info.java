@NullMarked
package io.sluice.ingress.problem;

import org.jspecify.annotations.NullMarked;
