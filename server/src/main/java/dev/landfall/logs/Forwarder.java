package dev.landfall.logs;

import dev.landfall.engine.Engine;
import dev.landfall.engine.PodId;
import dev.landfall.logs.storage.StorageFault;
import dev.landfall.loop.Scheduler;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the lines of containers to their streams, batch by batch. Asking twice for a container is asking once, so
 * whoever looks after tasks may ask at every turn; after a restart, asking again goes on where the stored lines end.
 */
public final class Forwarder implements AutoCloseable {
    /** How a forwarder waits. */
    public record Pace(Duration gather, Duration retry, Duration flush) {
        /**
         * Lines of 50 ms share a commit; what fails is tried again after a second; an event of many lines is over when
         * none came for five, about as long as Docker's driver waits.
         */
        public static final Pace USUAL = new Pace(Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    /** The way of a container's lines. See {@link AwslogsOptions}. */
    public record Route(Sink.Destination destination, Optional<String> eventStart, AwslogsOptions.Mode mode) {}

    record Source(PodId pod, String container) {
        @Override
        public String toString() {
            return pod + "/" + container;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);

    private final Engine engine;
    private final Sink sink;
    private final Scheduler scheduler;
    private final Pace pace;
    private final Map<Source, Forwarding> running = new ConcurrentHashMap<>();

    public Forwarder(Engine engine, Sink sink, Scheduler scheduler, Pace pace) {
        this.engine = engine;
        this.sink = sink;
        this.scheduler = scheduler;
        this.pace = pace;
    }

    /** As below, of a container that is started but once. */
    public void forward(PodId pod, String container, Route route, Runnable drained) {
        forward(pod, container, 1, route, drained);
    }

    /**
     * Carries the lines of a container that was started, to the end of its output.
     *
     * @param lives how often it was started: its output ends with each life, and goes on with the next
     * @param drained is told once, when every line is stored and no more will come; the container may be removed then
     */
    public void forward(PodId pod, String container, int lives, Route route, Runnable drained) {
        running.compute(new Source(pod, container), (source, known) -> {
            if (known != null && known.goesOn(lives)) {
                return known;
            }
            var forwarding = new Forwarding(engine, sink, scheduler, pace, source, route, drained, lives);
            scheduler.execute("logs " + source, forwarding::run);
            return forwarding;
        });
    }

    /** Whether all of a container's output is stored. */
    public boolean isDrained(PodId pod, String container) {
        return isDrained(pod, container, 1);
    }

    /** Whether all that a container wrote in so many lives is stored. */
    public boolean isDrained(PodId pod, String container, int lives) {
        var forwarding = running.get(new Source(pod, container));
        return forwarding != null && forwarding.isDrained(lives);
    }

    /** How many events of a container were lost because its buffer was full, since this process began to read it. */
    public long lost(PodId pod, String container) {
        var forwarding = running.get(new Source(pod, container));
        return forwarding == null ? 0 : forwarding.lost();
    }

    /** Stops what may still be reading from a pod; how far it was read stays known. */
    public void forget(PodId pod) {
        running.forEach((source, forwarding) -> {
            if (source.pod().equals(pod)) {
                running.remove(source);
                forwarding.close();
            }
        });
    }

    /** Forgets a container that is gone, whichever process carried its lines: also how far it was read. */
    public void forget(PodId pod, String container, Sink.Destination destination) {
        var source = new Source(pod, container);
        Optional.ofNullable(running.remove(source)).ifPresent(Forwarding::close);
        try {
            sink.forget(destination, source.toString());
        } catch (StorageFault e) {
            LOG.debug("A cursor stays behind", e);
        }
    }

    /** Stops all; nothing is lost by it. */
    @Override
    public void close() {
        running.values().forEach(Forwarding::close);
        running.clear();
    }
}
