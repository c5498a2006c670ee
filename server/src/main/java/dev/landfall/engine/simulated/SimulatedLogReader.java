package dev.landfall.engine.simulated;

import dev.landfall.engine.Engine.EngineAway;
import dev.landfall.engine.Engine.LogReader;
import dev.landfall.engine.LogLine;
import dev.landfall.engine.LogLine.Position;
import dev.landfall.engine.PodId;
import java.util.List;

/** Reads what a simulated container has written. It cannot wait for more: then it says that the engine is away. */
final class SimulatedLogReader implements LogReader {
    private static final int MAX_BATCH_LINES = 100;

    private final SimulatedWorld world;
    private final String instance;
    private final PodId pod;
    private final String container;
    private Position last;
    private boolean closed;

    SimulatedLogReader(SimulatedWorld world, String instance, PodId pod, String container, Position after) {
        this.world = world;
        this.instance = instance;
        this.pod = pod;
        this.container = container;
        this.last = after;
    }

    @Override
    public List<LogLine> next() {
        if (closed) {
            return List.of();
        }
        world.requireHere();
        var lines = world.log(instance, pod, container, last, MAX_BATCH_LINES);
        if (!lines.isEmpty()) {
            last = lines.getLast().position();
        } else if (world.containers(instance, pod).get(container) instanceof SimulatedContainer alive
                && alive.isAlive()) {
            throw new EngineAway("The simulated engine has no more lines yet.", new IllegalStateException("no wait"));
        }
        return lines;
    }

    @Override
    public void close() {
        closed = true;
    }
}
