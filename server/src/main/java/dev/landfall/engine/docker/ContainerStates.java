package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerState;
import dev.landfall.engine.ContainerState.Absent;
import dev.landfall.engine.ContainerState.Created;
import dev.landfall.engine.ContainerState.Exited;
import dev.landfall.engine.ContainerState.Failed;
import dev.landfall.engine.ContainerState.Pulling;
import dev.landfall.engine.ContainerState.Running;
import java.util.Optional;

/** What the states of a container have in common. */
final class ContainerStates {
    private ContainerStates() {}

    /** How far it is in its life. */
    static int rank(ContainerState state) {
        return switch (state) {
            case Absent _ -> 0;
            case Pulling _ -> 1;
            case Created _ -> 2;
            case Running _ -> 3;
            case Exited _, Failed _ -> 4;
        };
    }

    /** Which container of the engine it is, where there is one. */
    static Optional<String> runtimeId(ContainerState state) {
        return switch (state) {
            case Absent _, Pulling _ -> Optional.empty();
            case Created created -> Optional.of(created.runtimeId());
            case Running running -> Optional.of(running.runtimeId());
            case Exited exited -> Optional.of(exited.runtimeId());
            case Failed failed -> failed.runtimeId();
        };
    }
}
