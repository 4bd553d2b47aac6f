package io.sluice.worker.outbox;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records that were committed together with what they tell of, and are told together. They are bytes already, so that
 * who tells them later tells the same.
 *
 * @param number counts the batches of a slot
 */
record Batch(long number, List<ProducerRecord<String, byte[]>> records) {}
