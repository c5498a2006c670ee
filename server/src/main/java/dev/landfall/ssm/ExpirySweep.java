package dev.landfall.ssm;

import dev.landfall.loop.Scheduler;
import dev.landfall.loop.Sweep;
import dev.landfall.store.Document;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import java.time.Duration;
import java.time.Instant;

/** Takes away the parameters whose policy ends them, within a minute of the moment. */
final class ExpirySweep implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Store store;
    private final Sweep sweep;

    ExpirySweep(Store store, Scheduler scheduler) {
        this.store = store;
        this.sweep = new Sweep(scheduler, "parameter expiry", EVERY, this::run);
    }

    void start() {
        sweep.start();
    }

    void run(Instant now) {
        var due = store.read(reader -> reader.list(Parameter.KIND, Parameter.EXPIRING, Scan.under("expiring"))).stream()
                .filter(document -> document.value().isOver(now))
                .map(Document::key)
                .toList();
        for (var key : due) {
            store.transact(tx -> {
                // Its policy may have been changed since.
                var still = tx.get(Parameter.KIND, key).filter(parameter -> parameter.isOver(now));
                still.ifPresent(parameter -> DeleteOperations.erase(tx, key));
                return still.isPresent();
            });
        }
    }

    @Override
    public void close() {
        sweep.close();
    }
}
