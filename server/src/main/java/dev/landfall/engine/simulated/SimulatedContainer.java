package dev.landfall.engine.simulated;

import dev.landfall.engine.ContainerEndpoint;
import dev.landfall.engine.ContainerSpec;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.ContainerState.Created;
import dev.landfall.engine.ContainerState.Exited;
import dev.landfall.engine.ContainerState.Health;
import dev.landfall.engine.ContainerState.Running;
import dev.landfall.engine.LogLine;
import dev.landfall.engine.Sandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One container of the world, and what it wrote. */
final class SimulatedContainer {
    final ContainerSpec spec;
    final Program program;
    final List<LogLine> log = new ArrayList<>();
    final Sandbox sandbox;
    ContainerState state;
    ContainerEndpoint endpoint = ContainerEndpoint.NONE;
    boolean stopping;
    /** How often it was started. */
    int lives;

    SimulatedContainer(ContainerSpec spec, String runtimeId, Optional<String> imageDigest, Sandbox sandbox) {
        this.spec = spec;
        this.sandbox = sandbox;
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

    /** Begins its first life, or another after one that ended. */
    void started(Instant now) {
        var health = spec.healthCheck().isPresent() ? Health.HEALTHY : Health.NONE;
        switch (state) {
            case Created(var id, var digest) -> state = new Running(id, digest, now, health);
            case Exited exited -> state = new Running(exited.runtimeId(), exited.imageDigest(), now, health);
            default -> {}
        }
        stopping = false;
        lives++;
    }

    /** When its present life began. */
    Instant bornAt() {
        return state instanceof Running running ? running.startedAt() : Instant.EPOCH;
    }

    /** Whether this is the life that began then. */
    boolean livesSince(Instant start) {
        return state instanceof Running running && running.startedAt().equals(start);
    }

    void exited(int code, Instant now) {
        if (state instanceof Running(var id, var digest, var since, var health, var probe)) {
            state = new Exited(id, digest, since, now, code, false);
        }
    }

    void writes(String text, Instant now) {
        var last = log.isEmpty() ? LogLine.Position.START : log.getLast().position();
        log.add(new LogLine(last.next(now), now, LogLine.Stream.STDOUT, text));
    }

    /** In Docker's form, of a process that keeps one core busy for a hundredth of its time. */
    String stats(Instant now) {
        var busyNanos = state instanceof Running running
                ? Duration.between(running.startedAt(), now).toNanos() / 100
                : 0;
        return """
                {"read":"%s","preread":"0001-01-01T00:00:00Z","pids_stats":{"current":1},\
                "cpu_stats":{"cpu_usage":{"total_usage":%d},"online_cpus":1},\
                "precpu_stats":{"cpu_usage":{"total_usage":0}},"memory_stats":{"usage":1048576},\
                "name":"/%s","id":"%s"}""".formatted(now, busyNanos, spec.engineName(), spec.engineName());
    }
}
