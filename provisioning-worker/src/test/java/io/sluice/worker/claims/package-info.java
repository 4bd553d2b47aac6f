@NullMarked
package io.sluice.worker.claims;

import org.jspecify.annotations.NullMarked;
