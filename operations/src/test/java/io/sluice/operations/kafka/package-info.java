@NullMarked
package io.sluice.operations.kafka;

import org.jspecify.annotations.NullMarked;
