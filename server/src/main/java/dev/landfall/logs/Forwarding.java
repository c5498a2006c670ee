package dev.landfall.logs;

import dev.landfall.engine.Engine;
import dev.landfall.engine.Engine.LogReader;
import dev.landfall.engine.LogLine;
import dev.landfall.engine.PodId;
import dev.landfall.logs.storage.StorageFault;
import dev.landfall.loop.Scheduler;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lines of one container on their way to one stream. */
final class Forwarding implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Forwarding.class);

    private final Engine engine;
    private final Sink sink;
    private final Scheduler scheduler;
    private final Forwarder.Pace pace;
    private final PodId pod;
    private final String container;
    private final Sink.Destination destination;
    private final Runnable onDrained;

    private volatile boolean closed;
    private volatile boolean drained;
    private volatile boolean failing;
    private volatile @Nullable LogReader reader;

    Forwarding(
            Engine engine,
            Sink sink,
            Scheduler scheduler,
            Forwarder.Pace pace,
            PodId pod,
            String container,
            Sink.Destination destination,
            Runnable onDrained) {
        this.engine = engine;
        this.sink = sink;
        this.scheduler = scheduler;
        this.pace = pace;
        this.pod = pod;
        this.container = container;
        this.destination = destination;
        this.onDrained = onDrained;
    }

    boolean isDrained() {
        return drained;
    }

    /** Carries one batch, and comes back for the next until the output ends or this is closed. */
    void run() {
        try {
            carryOne();
        } catch (RuntimeException e) { // a forwarder that died would lose the lines of a living container
            tell(e);
            letGo(); // the next reader begins behind the stored lines
            again(pace.retry());
        }
    }

    private void carryOne() {
        if (closed || drained) {
            letGo();
            return;
        }
        var batch = open().next();
        failing = false;
        if (!batch.isEmpty()) {
            store(batch);
            again(pace.gather());
            return;
        }
        letGo();
        if (!closed) {
            drained = true;
            onDrained.run();
        }
    }

    private LogReader open() {
        var open = reader;
        if (open == null) {
            open = engine.logs(pod, container, sink.cursor(destination, source()));
            reader = open;
        }
        return open;
    }

    private void letGo() {
        var open = reader;
        reader = null;
        if (open != null) {
            open.close();
        }
    }

    private void again(Duration delay) {
        scheduler.after(delay, "logs " + source(), this::run);
    }

    /** Once in a row: an engine that is away is away for every container. */
    private void tell(RuntimeException e) {
        if (!failing) {
            LOG.warn("Logs of {}/{} wait: {}", pod, container, e.toString());
        }
        failing = true;
    }

    private void store(List<LogLine> batch) {
        if (!sink.append(destination, source(), batch, scheduler.now())) {
            LOG.debug("Lines of {}/{} are dropped: no group {}", pod, container, destination.group());
        }
    }

    private String source() {
        return pod + "/" + container;
    }

    void forget() {
        try {
            sink.forget(destination, source());
        } catch (StorageFault e) {
            LOG.debug("A cursor stays behind", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        var open = reader;
        if (open != null) {
            open.close();
        }
    }
}
