/** API keys over HTTP: make, list, change one or many, take over, verify. */
@NullMarked
package io.sluice.ingress.keys;

import org.jspecify.annotations.NullMarked;
