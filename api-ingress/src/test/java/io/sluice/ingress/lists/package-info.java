@NullMarked
package io.sluice.ingress.lists;

import org.jspecify.annotations.NullMarked;
