/** How a service reaches Kafka and the schema registry. */
@NullMarked
package io.sluice.operations.kafka;

import org.jspecify.annotations.NullMarked;
