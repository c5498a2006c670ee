package dev.landfall.logs;

import dev.landfall.engine.Engine;
import dev.landfall.engine.Engine.LogReader;
import dev.landfall.engine.LogLine;
import dev.landfall.loop.Scheduler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines of one container on their way to one stream. One thread reads; what it read is joined, held and stored under
 * the lock of this, by that thread or by a timer's.
 */
final class Forwarding implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Forwarding.class);

    private final Engine engine;
    private final Sink sink;
    private final Scheduler scheduler;
    private final Forwarder.Pace pace;
    private final Forwarder.Source source;
    private final Sink.Destination destination;
    private final Runnable onDrained;
    private final Backlog backlog;
    private final EventJoiner joiner;

    /** How many lives of the container it is to read. */
    private volatile int asked;
    /** How many had begun when the reader was opened, so that it reaches the end of the last of these. */
    private volatile int begun;

    private volatile boolean closed;
    private volatile boolean drained;
    private volatile boolean failing;
    private volatile @Nullable LogReader reader;
    private LogLine.@Nullable Position read; // the last line taken into the joiner
    private Scheduler.@Nullable Timer flush;
    private boolean ended;
    private boolean stuck;
    private long lostTold;

    Forwarding(
            Engine engine,
            Sink sink,
            Scheduler scheduler,
            Forwarder.Pace pace,
            Forwarder.Source source,
            Forwarder.Route route,
            Runnable onDrained,
            int lives) {
        this.engine = engine;
        this.sink = sink;
        this.scheduler = scheduler;
        this.pace = pace;
        this.source = source;
        this.destination = route.destination();
        this.onDrained = onDrained;
        this.asked = lives;
        this.backlog = new Backlog(route.mode());
        this.joiner = new EventJoiner(route.eventStart().flatMap(EventStart::of), backlog::add);
    }

    boolean isDrained(int lives) {
        return drained && begun >= lives;
    }

    /** Whether it carries the lines of so many lives; not when it was done before the last of them began. */
    synchronized boolean goesOn(int lives) {
        asked = Math.max(asked, lives);
        if (ended && !drained && begun < lives) { // another one would store again what still waits in this
            ended = false;
            again(pace.gather());
        }
        return !ended || begun >= lives;
    }

    synchronized long lost() {
        return backlog.lost();
    }

    /** Carries one batch, and comes back for the next until the output ends or this is closed. */
    void run() {
        try {
            carryOne();
        } catch (RuntimeException e) { // a forwarder that died would lose the lines of a living container
            goOn(e);
        } catch (Error e) { // nor may it end at one of these; the thread's handler reports the rest
            goOn(e);
            throw e;
        }
    }

    private void goOn(Throwable after) {
        tell(after);
        letGo(); // the next reader begins behind what was read
        again(pace.retry());
    }

    private void carryOne() {
        if (closed || drained) {
            letGo();
            return;
        }
        if (mustWait()) {
            again(pace.retry());
            return;
        }
        var batch = open().next();
        if (!batch.isEmpty()) {
            take(batch);
            again(pace.gather());
            return;
        }
        letGo();
        if (!closed && !end()) {
            again(pace.gather()); // the container was started again meanwhile
        }
    }

    private synchronized boolean mustWait() {
        return stuck && !backlog.takesMore();
    }

    private LogReader open() {
        var open = reader;
        if (open == null) {
            begun = asked;
            open = engine.logs(source.pod(), source.container(), resumeAfter());
            reader = open;
        }
        return open;
    }

    private synchronized LogLine.Position resumeAfter() {
        var position = read;
        if (position == null) {
            sink.ensure(destination, scheduler.now());
            position = sink.cursor(destination, source.toString());
            read = position;
        }
        return position;
    }

    private void letGo() {
        var open = reader;
        reader = null;
        if (open != null) {
            open.close();
        }
    }

    private void again(Duration delay) {
        scheduler.after(delay, "logs " + source, this::run);
    }

    /** Once in a row: an engine that is away is away for every container. */
    private void tell(Throwable e) {
        if (!failing) {
            LOG.warn("Logs of {} wait: {}", source, e.toString());
        }
        failing = true;
    }

    private synchronized void take(Iterable<LogLine> batch) {
        for (var line : batch) {
            joiner.add(line);
            read = line.position();
        }
        planFlush();
        store();
    }

    /** An event whose next line does not come is over. */
    private void planFlush() {
        var planned = flush;
        if (planned != null) {
            planned.cancel();
        }
        flush = joiner.held()
                .map(held -> scheduler.after(pace.flush(), "logs " + source, () -> flush(held)))
                .orElse(null);
    }

    private synchronized void flush(long held) {
        if (!closed && joiner.held().filter(now -> now == held).isPresent()) {
            joiner.end();
            store();
        }
    }

    private synchronized boolean end() {
        if (asked > begun) {
            return false;
        }
        joiner.end();
        ended = true;
        try {
            store();
        } catch (Error e) {
            ended = drained; // so that whoever goes on comes to the end again
            throw e;
        }
        return true;
    }

    private synchronized void storeAgain() {
        stuck = false;
        if (!closed) {
            store();
        }
    }

    private void store() {
        if (stuck) {
            return; // a timer is on its way
        }
        try {
            for (var head = backlog.head(); !head.isEmpty(); head = backlog.head()) {
                if (!sink.append(destination, source.toString(), head, scheduler.now())) {
                    LOG.debug("Lines of {} are dropped: no group {}", source, destination.group());
                }
                backlog.stored(head);
            }
            failing = false;
            tellLost();
        } catch (RuntimeException e) {
            storeLater(e);
            return;
        } catch (Error e) {
            storeLater(e);
            throw e;
        }
        if (ended && !drained) {
            drained = true;
            onDrained.run();
        }
    }

    private void storeLater(Throwable after) {
        stuck = true;
        tell(after);
        scheduler.after(pace.retry(), "logs " + source, this::storeAgain);
    }

    private void tellLost() {
        if (backlog.lost() > lostTold) {
            LOG.warn(
                    "{} log events of {} are lost: its max-buffer-size was full while they could not be stored",
                    backlog.lost() - lostTold,
                    source);
            lostTold = backlog.lost();
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
