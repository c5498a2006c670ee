package dev.landfall.ecs.task;

import dev.landfall.engine.ContainerEndpoint;
import dev.landfall.engine.ContainerState;
import java.util.Optional;

/**
 * One container of a task: what was asked of it, and the last that the engine saw.
 *
 * @param arnId the UUID that ends its ARN
 * @param image as the task definition writes it
 * @param cpu CPU units as DescribeTasks tells them; "0" when unset
 * @param memoryMiB hard limit
 * @param memoryReservationMiB soft limit
 * @param endpoint what it last had of the network for itself
 * @param pullReference what the engine is told to pull, found when the task was readied and kept from then on
 */
public record TaskContainer(
        String name,
        String arnId,
        String image,
        boolean essential,
        String cpu,
        Optional<Integer> memoryMiB,
        Optional<Integer> memoryReservationMiB,
        Optional<String> pullReference,
        ContainerState state,
        Optional<ContainerEndpoint> endpoint) {

    TaskContainer pulling(String reference) {
        return new TaskContainer(
                name,
                arnId,
                image,
                essential,
                cpu,
                memoryMiB,
                memoryReservationMiB,
                Optional.of(reference),
                state,
                endpoint);
    }

    TaskContainer seen(ContainerState next) {
        return new TaskContainer(
                name, arnId, image, essential, cpu, memoryMiB, memoryReservationMiB, pullReference, next, endpoint);
    }

    /** One that ended has no endpoint any more, but what it had is still told of it. */
    TaskContainer at(ContainerEndpoint seen) {
        var last = seen.equals(ContainerEndpoint.NONE) ? endpoint : Optional.of(seen);
        return new TaskContainer(
                name, arnId, image, essential, cpu, memoryMiB, memoryReservationMiB, pullReference, state, last);
    }

    /** Whether its process was ever seen alive. */
    boolean hasStarted() {
        return switch (state) {
            case ContainerState.Running r -> true;
            case ContainerState.Exited e -> true;
            case ContainerState.Absent a -> false;
            case ContainerState.Pulling p -> false;
            case ContainerState.Created c -> false;
            case ContainerState.Failed f -> false;
        };
    }

    /** Whether it has come to its end, or to a fault that it will not leave. */
    boolean hasEnded() {
        return switch (state) {
            case ContainerState.Exited e -> true;
            case ContainerState.Failed f -> true;
            case ContainerState.Absent a -> false;
            case ContainerState.Pulling p -> false;
            case ContainerState.Created c -> false;
            case ContainerState.Running r -> false;
        };
    }

    /** The engine's id of it, once there is one. */
    Optional<String> runtimeId() {
        return switch (state) {
            case ContainerState.Created c -> Optional.of(c.runtimeId());
            case ContainerState.Running r -> Optional.of(r.runtimeId());
            case ContainerState.Exited e -> Optional.of(e.runtimeId());
            case ContainerState.Failed f -> f.runtimeId();
            case ContainerState.Absent a -> Optional.empty();
            case ContainerState.Pulling p -> Optional.empty();
        };
    }

    Optional<String> imageDigest() {
        return switch (state) {
            case ContainerState.Created c -> c.imageDigest();
            case ContainerState.Running r -> r.imageDigest();
            case ContainerState.Exited e -> e.imageDigest();
            case ContainerState.Failed f -> Optional.empty();
            case ContainerState.Absent a -> Optional.empty();
            case ContainerState.Pulling p -> Optional.empty();
        };
    }
}
