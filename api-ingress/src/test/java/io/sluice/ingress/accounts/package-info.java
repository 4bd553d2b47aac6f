@NullMarked
package io.sluice.ingress.accounts;

import org.jspecify.annotations.NullMarked;
