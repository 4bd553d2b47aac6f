@NullMarked
package io.sluice.ingress.signin;

import org.jspecify.annotations.NullMarked;
