package dev.landfall.logs;

import dev.landfall.engine.Engine;
import dev.landfall.logs.storage.EventQuery;
import dev.landfall.logs.storage.EventStorage;
import dev.landfall.logs.storage.StorageFault;
import dev.landfall.logs.storage.StoredEvent;
import dev.landfall.loop.Scheduler;
import dev.landfall.loop.Sweep;
import dev.landfall.store.Store;
import dev.landfall.wire.Realm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** CloudWatch Logs, put together: its operations, the way of containers' lines into it, and its sweep. */
public final class Logs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Logs.class);
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(30);

    private static final int MAX_TAIL_BYTES = 64 * 1024;

    private final Store store;
    private final EventStorage events;
    private final Scheduler scheduler;
    private final RandomGenerator random;
    private final LogSink sink;
    private final Forwarder forwarder;
    private final Sweep sweep;

    /** @param events stays its giver's to close, after this */
    public Logs(Store store, EventStorage events, Engine engine, Scheduler scheduler, RandomGenerator random) {
        this.store = store;
        this.events = events;
        this.scheduler = scheduler;
        this.random = random;
        this.sink = new LogSink(store, events, random);
        this.forwarder = new Forwarder(engine, sink, scheduler, Forwarder.Pace.USUAL);
        this.sweep = new Sweep(scheduler, "log retention", SWEEP_EVERY, new RetentionSweep(store, events)::run);
    }

    /** To be bound to {@code LogsService.MODEL}. */
    public Object[] operations() {
        return new Object[] {
            new LogsResources(),
            new GroupOperations(store, events, random),
            new StreamOperations(store, events, random),
            new EventOperations(store, events),
            new RetentionOperations(store),
            new TagOperations(store),
        };
    }

    /** The newest events of a stream, oldest first; none where there is no such stream or the disk fails. Reads files. */
    public List<StoredEvent> tail(Realm realm, String group, String stream, int most) {
        record Place(String group, String stream) {}
        var place = store.read(reader -> Groups.find(reader, realm, group)
                .flatMap(found ->
                        Groups.findStream(reader, realm, found, stream).map(one -> new Place(found.id(), one.id()))));
        try {
            return place.map(at -> events.read(at.group(), newest(at.stream(), most))
                            .events()
                            .reversed())
                    .orElseGet(List::of);
        } catch (StorageFault e) {
            LOG.warn("The end of a log stream cannot be read: {}", e.getMessage());
            return List.of();
        }
    }

    private static EventQuery newest(String stream, int most) {
        return new EventQuery(
                Optional.of(stream),
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                Optional.empty(),
                EventQuery.Direction.BACKWARD,
                most,
                MAX_TAIL_BYTES);
    }

    public Sink sink() {
        return sink;
    }

    public Forwarder forwarder() {
        return forwarder;
    }

    /** Begins to sweep. */
    public void start() {
        sweep.start();
    }

    /** Stops reading from containers; what they write meanwhile is read at the next start. */
    @Override
    public void close() {
        sweep.close();
        forwarder.close();
    }
}
