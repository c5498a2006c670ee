package dev.landfall.engine.docker;

import dev.landfall.engine.PodTimings;
import dev.landfall.engine.PodTimings.ContainerTimings;
import dev.landfall.engine.Span;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Notes when a pod's start came how far. */
final class PodClock {
    private final Map<String, ContainerClock> containers = new LinkedHashMap<>();
    private Optional<Span> sandbox = Optional.empty();
    private boolean prepared;

    synchronized ContainerClock container(String name) {
        return containers.computeIfAbsent(name, key -> new ContainerClock());
    }

    /** @param ready whether it stood ready */
    synchronized void sandboxAsked(boolean ready, Instant now) {
        if (sandbox.isEmpty()) {
            sandbox = Optional.of(Span.from(now));
            prepared = ready;
        }
    }

    synchronized void sandboxReady(Instant now) {
        sandbox = sandbox.map(span -> span.until(now));
    }

    synchronized PodTimings timings() {
        var all = new LinkedHashMap<String, ContainerTimings>();
        containers.forEach((name, clock) -> all.put(name, clock.timings()));
        return new PodTimings(sandbox, prepared, all);
    }
}
