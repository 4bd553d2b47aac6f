package io.sluice.benchmarks.floor;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Reads the body, sends the bytes of a command, and answers 202 when Kafka has them. */
@RestController
final class DurableEndpoint {
    private final Producer<String, byte[]> producer;
    private final Sample sample;

    DurableEndpoint(Producer<String, byte[]> producer, Sample sample) {
        this.producer = producer;
        this.sample = sample;
    }

    /** From the producer's callback, which was seen to be a third faster than a thread that waits. */
    @PostMapping("/durable")
    CompletableFuture<ResponseEntity<Accepted>> durable(@RequestBody Order order) {
        var durable = new CompletableFuture<ResponseEntity<Accepted>>();
        var _ = producer.send(sample.again(), (metadata, failure) -> {
            if (failure == null) durable.complete(Accepted.ANSWER);
            else durable.completeExceptionally(failure);
        });
        return durable;
    }
}
