package dev.landfall.ecr;

import dev.landfall.ecr.blob.BlobStore;
import dev.landfall.ecr.repository.Layers;
import dev.landfall.ecr.repository.Uploads;
import dev.landfall.loop.Scheduler;
import dev.landfall.loop.Sweep;
import dev.landfall.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * Takes away what nothing refers to any more, from the outside in: uploads that nobody continues, then layers that no
 * image of their repository needs, then blobs that no repository has. A crash between two steps leaves something for the
 * next sweep and nothing broken.
 */
public final class RegistrySweep implements AutoCloseable {
    private static final Duration FIRST = Duration.ofMinutes(1); // starting up has better things to do
    private static final Duration EVERY = Duration.ofMinutes(10);

    private final Store store;
    private final BlobStore blobs;
    private final Uploads uploads;
    private final Sweep turns;

    public RegistrySweep(Store store, BlobStore blobs, Uploads uploads, Scheduler scheduler) {
        this.store = store;
        this.blobs = blobs;
        this.uploads = uploads;
        this.turns = new Sweep(scheduler, "registry sweep", EVERY, this::sweep);
    }

    /** Sweeps from time to time. */
    public void start() {
        turns.startAfter(FIRST);
    }

    @Override
    public void close() {
        turns.close();
    }

    /** One sweep. */
    public void sweep(Instant now) throws IOException {
        uploads.sweep(now);
        for (var layer : store.read(reader -> Layers.lapsed(reader, now))) {
            store.transact(tx -> {
                Layers.lapse(tx, layer, now);
                return layer;
            });
        }
        for (var blob : blobs.all()) {
            blobs.discard(blob, () -> store.read(reader -> !Layers.owned(reader, blob)));
        }
    }
}
