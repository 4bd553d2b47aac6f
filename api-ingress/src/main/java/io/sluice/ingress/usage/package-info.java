/** Tells Kafka of every admitted call: what it asked for, how it ended, how long it took. */
@NullMarked
package io.sluice.ingress.usage;

import org.jspecify.annotations.NullMarked;
