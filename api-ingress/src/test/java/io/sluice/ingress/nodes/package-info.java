@NullMarked
package io.sluice.ingress.nodes;

import org.jspecify.annotations.NullMarked;
