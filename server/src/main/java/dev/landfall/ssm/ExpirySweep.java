package dev.landfall.ssm;

import dev.landfall.loop.Scheduler;
import dev.landfall.store.Document;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes away the parameters whose policy ends them, within a minute of the moment. */
final class ExpirySweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExpirySweep.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Store store;
    private final Scheduler scheduler;
    private final AtomicBoolean closed = new AtomicBoolean();

    ExpirySweep(Store store, Scheduler scheduler) {
        this.store = store;
        this.scheduler = scheduler;
    }

    void start() {
        scheduler.execute("parameter expiry", this::sweep);
    }

    private void sweep() {
        if (closed.get()) {
            return;
        }
        try {
            run(scheduler.now());
        } catch (RuntimeException e) {
            LOG.warn("Expired parameters could not be cleared away; it is tried again in {}", EVERY, e);
        } finally { // an error, too, is not the end of it
            scheduler.after(EVERY, "parameter expiry", this::sweep);
        }
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
        closed.set(true);
    }
}
