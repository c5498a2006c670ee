package dev.landfall.loop;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something again and again. What fails is tried again at the next turn; an error, too, is not the end of it. */
public final class Sweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private final Scheduler scheduler;
    private final String name;
    private final Duration pause;
    private final Turn turn;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** What is done each time. */
    public interface Turn {
        void run(Instant now) throws IOException;
    }

    /** @param pause from the end of one turn to the next */
    public Sweep(Scheduler scheduler, String name, Duration pause, Turn turn) {
        this.scheduler = scheduler;
        this.name = name;
        this.pause = pause;
        this.turn = turn;
    }

    /** Begins now. */
    public void start() {
        scheduler.execute(name, this::run);
    }

    /** Begins after a while. */
    public void startAfter(Duration delay) {
        scheduler.after(delay, name, this::run);
    }

    private void run() {
        if (closed.get()) {
            return;
        }
        try {
            turn.run(scheduler.now());
        } catch (IOException | RuntimeException e) {
            LOG.warn("The {} failed and is tried again in {}", name, pause, e);
        } finally {
            scheduler.after(pause, name, this::run);
        }
    }

    /** Begins no further turn. */
    @Override
    public void close() {
        closed.set(true);
    }
}
