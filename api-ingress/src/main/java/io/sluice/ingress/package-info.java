/** The HTTP edge: checks keys, decides, publishes commands to Kafka, and reads. It writes no table. */
@NullMarked
package io.sluice.ingress;

import org.jspecify.annotations.NullMarked;
