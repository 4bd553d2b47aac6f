package io.sluice.usage.limits.streams;

import static java.util.Objects.requireNonNull;

import io.sluice.schemas.avro.LimitReport;
import io.sluice.schemas.avro.LimitState;
import io.sluice.usage.limits.Fold;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The fold of one partition, over a store that has been restored. */
final class FoldProcessor implements Processor<String, LimitReport, StateKey, LimitState> {
    private record Life(StoreBook book, Fold fold) {}

    private final String store;
    private final LimitMeters meters;
    private @Nullable ProcessorContext<StateKey, LimitState> context;
    private @Nullable Life life;

    FoldProcessor(String store, LimitMeters meters) {
        this.store = store;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<StateKey, LimitState> given) {
        context = given;
        // Kafka may begin the same task anew, and others may have had its partition in the meantime.
        life = null;
    }

    @Override
    public void process(Record<String, LimitReport> record) {
        var current = life == null ? begin(requireNonNull(context)) : life;
        life = current;
        long lostBefore = current.fold.lost();
        current.book.passTo(record.timestamp());
        current.fold.accept(record.value(), record.timestamp());
        meters.lost(current.fold.lost() - lostBefore);
    }

    private Life begin(ProcessorContext<StateKey, LimitState> task) {
        KeyValueStore<String, LimitState> entries = requireNonNull(task.getStateStore(store));
        var book = new StoreBook(entries, task.currentSystemTimeMs());
        int partition = task.taskId().partition();
        Fold.Output output =
                (key, state) -> task.forward(new Record<>(new StateKey(key, partition), state, book.latest()));
        return new Life(book, new Fold(book, book.epoch(), output));
    }
}
