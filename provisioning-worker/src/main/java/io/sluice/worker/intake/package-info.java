/** From a poll of records to one database transaction and one Kafka transaction. */
@NullMarked
package io.sluice.worker.intake;

import org.jspecify.annotations.NullMarked;
