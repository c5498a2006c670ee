package dev.landfall.engine.simulated;

import dev.landfall.engine.ContainerSpec;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.ContainerState.Created;
import dev.landfall.engine.ContainerState.Exited;
import dev.landfall.engine.ContainerState.Health;
import dev.landfall.engine.ContainerState.Running;
import dev.landfall.engine.LogLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One container of the world, and what it wrote. */
final class SimulatedContainer {
    final ContainerSpec spec;
    final Program program;
    final List<LogLine> log = new ArrayList<>();
    ContainerState state;
    boolean stopping;

    SimulatedContainer(ContainerSpec spec, String runtimeId, Optional<String> imageDigest) {
        this.spec = spec;
        this.program = Program.of(spec.process().command().orElse(List.of()));
        this.state = new Created(runtimeId, imageDigest);
    }

    boolean isRunning() {
        return state instanceof Running;
    }

    /** Whether it may still write. */
    boolean isAlive() {
        return !(state instanceof Exited);
    }

    void started(Instant now) {
        if (state instanceof Created(var id, var digest)) {
            var health = spec.healthCheck().isPresent() ? Health.HEALTHY : Health.NONE;
            state = new Running(id, digest, now, health);
        }
    }

    void exited(int code, Instant now) {
        if (state instanceof Running(var id, var digest, var since, var health)) {
            state = new Exited(id, digest, since, now, code, false);
        }
    }

    void writes(String text, Instant now) {
        var last = log.isEmpty() ? LogLine.Position.START : log.getLast().position();
        log.add(new LogLine(last.next(now), now, LogLine.Stream.STDOUT, text));
    }
}
