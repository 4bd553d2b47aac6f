@NullMarked
package io.sluice.ingress.registry;

import org.jspecify.annotations.NullMarked;
