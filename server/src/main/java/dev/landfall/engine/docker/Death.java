package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerState.Exited;
import dev.landfall.engine.ContainerState.Running;
import java.time.Instant;
import java.util.Optional;

/** The end of a container's process, as an event of the engine tells it. */
record Death(String containerId, Instant at, int exitCode) {
    private static final long NANOS = 1_000_000_000;

    /** Empty where an event tells of something else. */
    static Optional<Death> of(Json event) {
        var code = event.text("Actor", "Attributes", "exitCode").filter(text -> text.matches("[0-9]{1,3}"));
        if (!event.text("Action").orElse("").equals("die") || code.isEmpty()) {
            return Optional.empty();
        }
        var nanos = event.number("timeNano");
        return event.text("Actor", "ID")
                .map(id -> new Death(
                        id, Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS), Integer.parseInt(code.get())));
    }

    /** Whether it was the end of this life. */
    boolean isOf(Running life) {
        return containerId.equals(life.runtimeId()) && !at.isBefore(life.startedAt());
    }

    Exited of(Running life, boolean outOfMemory) {
        return new Exited(life.runtimeId(), life.imageDigest(), life.startedAt(), at, exitCode, outOfMemory);
    }
}
