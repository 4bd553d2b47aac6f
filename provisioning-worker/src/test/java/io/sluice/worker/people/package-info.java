@NullMarked
package io.sluice.worker.people;

import org.jspecify.annotations.NullMarked;
