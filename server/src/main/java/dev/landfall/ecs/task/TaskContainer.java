package dev.landfall.ecs.task;

import dev.landfall.engine.ContainerEndpoint;
import dev.landfall.engine.ContainerState;
import java.util.List;
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
 * @param restarts where it has a restart policy
 * @param givenUp why it was never started, in the agent's words
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
        Optional<ContainerEndpoint> endpoint,
        Optional<Conduct> conduct,
        Optional<Restarts> restarts,
        Optional<String> givenUp) {
    private static final int DEFAULT_STOP_TIMEOUT_SECONDS = 30;

    /** Exit code of SIGTERM, which the agent tells of containers that it gives up. */
    private static final int TERMINATED = 128 + 15;

    TaskContainer pulling(String reference) {
        return with(Optional.of(reference), state, endpoint, restarts, givenUp);
    }

    TaskContainer seen(ContainerState next) {
        return with(pullReference, next, endpoint, restarts, givenUp);
    }

    /** One that ended has no endpoint any more, but what it had is still told of it. */
    TaskContainer at(ContainerEndpoint seen) {
        var last = seen.equals(ContainerEndpoint.NONE) ? endpoint : Optional.of(seen);
        return with(pullReference, state, last, restarts, givenUp);
    }

    /** To be started again after this life. */
    TaskContainer again(ContainerState.Exited exited) {
        return with(pullReference, state, endpoint, restarts.map(r -> r.after(exited)), givenUp);
    }

    /** It will never be started, for what it waits for never comes. */
    TaskContainer giveUp(String reason) {
        return with(pullReference, state, endpoint, restarts, Optional.of(reason));
    }

    private TaskContainer with(
            Optional<String> pull,
            ContainerState seen,
            Optional<ContainerEndpoint> at,
            Optional<Restarts> again,
            Optional<String> reason) {
        return new TaskContainer(
                name,
                arnId,
                image,
                essential,
                cpu,
                memoryMiB,
                memoryReservationMiB,
                pull,
                seen,
                at,
                conduct,
                again,
                reason);
    }

    /** What it waits for before it is made. */
    public List<Dependency> dependsOn() {
        return conduct.map(Conduct::dependsOn).orElse(List.of());
    }

    Optional<Integer> startTimeoutSeconds() {
        return conduct.flatMap(Conduct::startTimeoutSeconds);
    }

    int stopTimeoutSeconds() {
        return conduct.flatMap(Conduct::stopTimeoutSeconds).orElse(DEFAULT_STOP_TIMEOUT_SECONDS);
    }

    /** How often its process was started, as far as was seen. */
    int lives() {
        var followed = restarts.map(Restarts::count).orElse(0);
        return hasStarted() && !restarting() ? followed + 1 : followed;
    }

    /** AWS's {@code lastStatus}; anything that neither runs nor ended is told as PENDING, as the agent does. */
    String lastStatus() {
        if (hasEnded()) {
            return "STOPPED";
        }
        return hasStarted() ? "RUNNING" : "PENDING";
    }

    /** Whether it was not made yet and still may be. */
    boolean awaitsItsTurn() {
        return !hasEnded() && (state instanceof ContainerState.Absent || state instanceof ContainerState.Pulling);
    }

    /** Whether its process ended and is to be started again. */
    boolean restarting() {
        return state instanceof ContainerState.Exited exited
                && restarts.filter(r -> r.follow(exited)).isPresent();
    }

    /** Whether its process was ever seen alive. */
    public boolean hasStarted() {
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
    public boolean hasEnded() {
        return givenUp.isPresent() || stateIsFinal();
    }

    /** What its process exited with at its end; one that was given up never had a process, and is told as terminated. */
    public Optional<Integer> exitCode() {
        if (givenUp.isPresent()) {
            return Optional.of(TERMINATED);
        }
        return state instanceof ContainerState.Exited exited && !restarting()
                ? Optional.of(exited.exitCode())
                : Optional.empty();
    }

    /** The same once its task is over, when nothing is started again. */
    Optional<Integer> lastExitCode() {
        return restarting() && state instanceof ContainerState.Exited exited
                ? Optional.of(exited.exitCode())
                : exitCode();
    }

    private boolean stateIsFinal() {
        return switch (state) {
            case ContainerState.Exited e -> !restarting();
            case ContainerState.Failed f -> true;
            case ContainerState.Absent a -> false;
            case ContainerState.Pulling p -> false;
            case ContainerState.Created c -> false;
            case ContainerState.Running r -> false;
        };
    }

    /** The engine's id of it, once there is one. */
    public Optional<String> runtimeId() {
        return switch (state) {
            case ContainerState.Created c -> Optional.of(c.runtimeId());
            case ContainerState.Running r -> Optional.of(r.runtimeId());
            case ContainerState.Exited e -> Optional.of(e.runtimeId());
            case ContainerState.Failed f -> f.runtimeId();
            case ContainerState.Absent a -> Optional.empty();
            case ContainerState.Pulling p -> Optional.empty();
        };
    }

    public Optional<String> imageDigest() {
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
