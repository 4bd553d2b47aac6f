/** Those who read Kafka from outside. */
@NullMarked
package io.sluice.system.readers;

import org.jspecify.annotations.NullMarked;
