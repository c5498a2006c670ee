package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.LaunchType;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.EngineFault;
import dev.landfall.engine.ForeignText;
import java.util.Optional;

/** AWS's words for what went wrong, from the agent's error names and the guide's stopped-task pages. */
final class StoppedReasons {
    static final String OUT_OF_MEMORY = "OutOfMemoryError: Container killed due to memory usage";
    private static final int MAX_LENGTH = 1_024; // the Container shape's bound on reason

    private StoppedReasons() {}

    /** {@code <agent error name>: <the true cause>}. */
    static String of(EngineFault fault) {
        return bounded(name(fault.step()) + ": " + fault.message());
    }

    /** The same of a container's fault, where its image counts too. */
    static String of(LaunchType launchType, TaskContainer container, EngineFault fault) {
        return fault.step() == EngineFault.Step.PULL
                ? bounded(PullReasons.of(launchType, container.image(), fault))
                : of(fault);
    }

    /** What DescribeTasks tells in a container's {@code reason}. */
    static Optional<String> of(LaunchType launchType, TaskContainer container) {
        return container
                .givenUp()
                .map(why -> bounded(name(EngineFault.Step.START) + ": " + why))
                .or(() -> ended(launchType, container));
    }

    private static Optional<String> ended(LaunchType launchType, TaskContainer container) {
        return switch (container.state()) {
            case ContainerState.Exited e -> e.outOfMemory() ? Optional.of(OUT_OF_MEMORY) : Optional.empty();
            case ContainerState.Failed f -> Optional.of(of(launchType, container, f.fault()));
            case ContainerState.Absent a -> Optional.empty();
            case ContainerState.Pulling p -> Optional.empty();
            case ContainerState.Created c -> Optional.empty();
            case ContainerState.Running r -> Optional.empty();
        };
    }

    static String cannotAssume(String roleArn) {
        return "ECS was unable to assume the role '" + roleArn
                + "' that was provided for this task. Please verify that the role being passed has the proper trust"
                + " relationship and permissions and that your IAM user has permissions to pass this role.";
    }

    static String resourceInitialization(String cause) {
        return "ResourceInitializationError: " + cause;
    }

    private static String bounded(String text) {
        return ForeignText.of(text, MAX_LENGTH);
    }

    private static String name(EngineFault.Step step) {
        return switch (step) {
            case SANDBOX -> "ContainerNetworkingError";
            case PULL -> "CannotPullContainerError";
            case CREATE -> "CannotCreateContainerError";
            case START -> "CannotStartContainerError";
            case STOP -> "CannotStopContainerError";
            case TIMEOUT -> "DockerTimeoutError";
            case VANISHED -> "ContainerVanishedError";
        };
    }
}
