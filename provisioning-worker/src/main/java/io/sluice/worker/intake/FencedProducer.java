package io.sluice.worker.intake;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * A producer that tells of its fencing as of any other failure. The listener container takes {@link
 * ProducerFencedException} for the sign that another worker has the partitions, neither seeks back nor rolls back, and
 * goes on behind the batch: after a pause of the whole machine, which also ends a transaction, what was committed in
 * the database would never be told. As an ordinary failure it leads to a redelivery, and that is harmless.
 */
final class FencedProducer {
    private FencedProducer() {}

    @SuppressWarnings("unchecked")
    static <K, V> Producer<K, V> wrap(Producer<K, V> producer) {
        return (Producer<K, V>) Proxy.newProxyInstance(
                FencedProducer.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(producer, arguments);
                    } catch (InvocationTargetException e) {
                        if (e.getCause() instanceof ProducerFencedException fenced) {
                            throw new KafkaException("the transaction was ended from outside", fenced);
                        }
                        throw e.getCause();
                    }
                });
    }
}
