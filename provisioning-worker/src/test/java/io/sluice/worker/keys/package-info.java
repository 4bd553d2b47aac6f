@NullMarked
package io.sluice.worker.keys;

import org.jspecify.annotations.NullMarked;
