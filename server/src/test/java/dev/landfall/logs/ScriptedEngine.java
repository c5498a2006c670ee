package dev.landfall.logs;

import dev.landfall.engine.Engine;
import dev.landfall.engine.LogLine;
import dev.landfall.engine.Observation;
import dev.landfall.engine.Pod;
import dev.landfall.engine.PodId;
import dev.landfall.engine.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** An engine that knows nothing but the output of one container, which has ended. */
class ScriptedEngine implements Engine {
    private final List<LogLine> output;
    private final Random random;
    /** So many times, the engine goes away in the middle of reading. */
    final AtomicInteger failures = new AtomicInteger();

    ScriptedEngine(List<LogLine> output, Random random) {
        this.output = output;
        this.random = random;
    }

    /** An engine whose one container is still writing. */
    static Engine of(LiveOutput output) {
        return new ScriptedEngine(List.of(), new Random()) {
            @Override
            public LogReader logs(PodId pod, String container, LogLine.Position after) {
                return output.reader(after);
            }
        };
    }

    @Override
    public LogReader logs(PodId pod, String container, LogLine.Position after) {
        var rest = new ArrayList<>(output.stream()
                .filter(line -> line.position().compareTo(after) > 0)
                .toList());
        return new LogReader() {
            @Override
            public List<LogLine> next() {
                if (random.nextInt(4) == 0 && failures.getAndDecrement() > 0) {
                    throw new EngineAway("away", new IllegalStateException());
                }
                var batch = new ArrayList<LogLine>();
                for (var size = 1 + random.nextInt(5); size > 0 && !rest.isEmpty(); size--) {
                    batch.add(rest.removeFirst());
                }
                return batch;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Optional<String> stats(PodId pod, String container) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void makeNetwork() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void start(Consumer<Observation> listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void ensure(Pod pod) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(PodId pod, long generation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void prepare(Set<Sandbox.Interface> sandboxes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<Sandbox.Interface> prepared() {
        return Set.of();
    }

    @Override
    public Contact contact() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Observation> observe() {
        return List.of();
    }

    @Override
    public Health health() {
        return new Health(true, "");
    }

    @Override
    public void close() {}
}
