package io.sluice.ingress.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class TakerTest {
    private static final int MANY = 100;

    private final List<Long> taken = new CopyOnWriteArrayList<>();

    @Test
    void takesUpAllInTheirOrderOnAThreadOfItsOwn() {
        var threads = new CopyOnWriteArrayList<Thread>();
        try (var taker = new Taker("take", record -> {
            taken.add(record.offset());
            threads.addIfAbsent(Thread.currentThread());
        })) {
            for (long offset = 0; offset < MANY; offset++) taker.take(records(2 * offset, 2));
            taker.await();
            assertThat(taken)
                    .containsExactlyElementsOf(
                            LongStream.range(0, 2 * MANY).boxed().toList());
        }
        assertThat(threads)
                .singleElement()
                .satisfies(thread -> assertThat(thread.getName()).isEqualTo("take"));
    }

    @Test
    void takesUpNothingBehindAFailureAndTellsIt() {
        try (var taker = new Taker("take", record -> {
            if (record.offset() == 1) throw new IllegalStateException("the registry is away");
            taken.add(record.offset());
        })) {
            taker.take(records(0, 3));
            taker.take(records(3, 2));
            assertThatThrownBy(taker::await)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the registry is away");
        }
        assertThat(taken).containsExactly(0L);
    }

    @Test
    void tellsAFailureToWhoGoesOnFetching() {
        try (var taker = new Taker("take", record -> {
            throw new IllegalStateException("the registry is away");
        })) {
            assertThatThrownBy(() -> {
                        for (long offset = 0; offset < MANY; offset++) taker.take(records(offset, 1));
                    })
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    // What was fetched and is not taken up yet is in memory.
    @Test
    void holdsBackWhoFetchesMuchFaster() {
        var fetched = new Semaphore(0);
        try (var taker = new Taker("take", record -> {
            // Nobody has fetched more than the few polls that may wait.
            if (record.offset() == 0) fetched.acquireUninterruptibly(Taker.AHEAD);
            else assertThat(fetched.availablePermits()).isLessThanOrEqualTo((int) record.offset());
            taken.add(record.offset());
        })) {
            for (long offset = 0; offset < MANY; offset++) {
                taker.take(records(offset, 1));
                fetched.release();
            }
            taker.await();
        }
        assertThat(taken).hasSize(MANY);
    }

    private static List<ConsumerRecord<String, byte[]>> records(long first, int count) {
        return LongStream.range(first, first + count)
                .mapToObj(offset -> new ConsumerRecord<>("topic", 0, offset, "key", new byte[0]))
                .toList();
    }
}
