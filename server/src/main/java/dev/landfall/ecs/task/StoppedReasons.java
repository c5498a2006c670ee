package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.LaunchType;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.EngineFault;
import dev.landfall.engine.ForeignText;
import java.util.Optional;

/**
 * AWS's words for what went wrong with one task, from the agent's error names and the guide's stopped-task pages.
 *
 * @param launchType whose agent tells the cause of the task, and names some things its own way
 */
record StoppedReasons(String taskArn, LaunchType launchType) {
    static final String OUT_OF_MEMORY = "OutOfMemoryError: Container killed due to memory usage";
    static final String FAILED_TO_START = "Task failed to start";
    private static final int MAX_LENGTH = 1_024; // the Container shape's bound on reason

    static StoppedReasons of(Task task) {
        return new StoppedReasons(task.arn(), task.spec().launchType());
    }

    /** The {@code stoppedReason} of a task whose network could not be made. */
    String ofTask(EngineFault sandbox) {
        return tells(sandbox) ? of(sandbox) : FAILED_TO_START;
    }

    /** The same of one that a container failed. On an instance the task tells only what concerns it as a whole. */
    String ofTask(TaskContainer failed) {
        return failed.state() instanceof ContainerState.Failed state && tells(state.fault())
                ? of(failed, state.fault())
                : FAILED_TO_START;
    }

    private boolean tells(EngineFault fault) {
        return onFargate() || isOfTask(fault);
    }

    private boolean onFargate() {
        return launchType == LaunchType.FARGATE;
    }

    /** {@code <agent error name>: <the true cause>}. */
    String of(EngineFault fault) {
        return bounded(
                switch (fault.step()) {
                    case SANDBOX ->
                        onFargate()
                                ? resourceInitialization(
                                        "failed to configure ENI: failed to setup regular eni: " + fault.message())
                                : "ContainerNetworkingError: container resource provisioning: failed to setup network"
                                        + " namespace: " + fault.message();
                    case RESOURCE ->
                        resourceInitialization(
                                "resource cannot be initialized for task " + taskArn + ": " + fault.message());
                    case VOLUME -> "CannotCreateVolumeError: " + fault.message();
                    case LIMITS ->
                        onFargate()
                                ? resourceInitialization(fault.message())
                                : "CgroupError: Agent could not create task's platform resources";
                    case PULL -> "CannotPullContainerError: " + fault.message();
                    case CREATE -> "CannotCreateContainerError: " + fault.message();
                    case START -> "CannotStartContainerError: " + fault.message();
                    case INSPECT -> "CannotInspectContainerError: " + fault.message();
                    case STOP -> "CannotStopContainerError: " + fault.message();
                    case TIMEOUT ->
                        onFargate()
                                ? "ContainerRuntimeTimeoutError: "
                                        + fault.message().replace("to started", "to running")
                                : "DockerTimeoutError: " + fault.message();
                    case VANISHED -> "ContainerVanishedError: " + fault.message();
                });
    }

    /** The same of a container's fault, where its image counts too. */
    private String of(TaskContainer container, EngineFault fault) {
        return fault.step() == EngineFault.Step.PULL
                ? bounded(PullReasons.of(launchType, container.image(), fault))
                : of(fault);
    }

    /** What DescribeTasks tells in a container's {@code reason}. */
    Optional<String> of(TaskContainer container) {
        return container
                .givenUp()
                .map(why -> of(new EngineFault(EngineFault.Step.START, why)))
                .or(() -> ended(container));
    }

    private Optional<String> ended(TaskContainer container) {
        return switch (container.state()) {
            case ContainerState.Exited e -> e.outOfMemory() ? Optional.of(OUT_OF_MEMORY) : Optional.empty();
            case ContainerState.Failed f ->
                isOfTask(f.fault()) ? Optional.empty() : Optional.of(of(container, f.fault()));
            case ContainerState.Absent a -> Optional.empty();
            case ContainerState.Pulling p -> Optional.empty();
            case ContainerState.Created c -> Optional.empty();
            case ContainerState.Running r -> Optional.empty();
        };
    }

    /** Whether it concerns no container in particular: then it ends the task whichever met it, and the task alone tells it. */
    boolean isOfTask(EngineFault fault) {
        return switch (fault.step()) {
            case RESOURCE, VOLUME, LIMITS -> true;
            case SANDBOX -> onFargate(); // on an instance nothing else would tell it
            case PULL, CREATE, START, INSPECT, STOP, TIMEOUT, VANISHED -> false;
        };
    }

    /** The {@code stoppedReason} of a task whose network ended under it, for which AWS has no words. */
    static String lost(EngineFault sandbox) {
        return bounded("ContainerNetworkingError: " + sandbox.message());
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
}
