@NullMarked
package io.sluice.worker.intake;

import org.jspecify.annotations.NullMarked;
