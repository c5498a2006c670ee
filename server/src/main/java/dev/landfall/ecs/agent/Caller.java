package dev.landfall.ecs.agent;

import dev.landfall.audit.SecurityEvent.Kind;
import java.util.Optional;

/** Whom a request at the agent comes from. */
sealed interface Caller {
    /** A living task. */
    record Known(Asker asker) implements Caller {}

    /**
     * No task that may ask here.
     *
     * @param noted as what it is written down; empty when it gave no sign of knowing what it must not
     */
    record Stranger(Optional<Kind> noted) implements Caller {}

    /** Somebody who asked too often just now. */
    record TooOften() implements Caller {}
}
