package dev.landfall.ecs.task;

import dev.landfall.engine.ContainerState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether what a container waits for is the case, may still become so, or never will: the rules of the agent's dependency
 * graph. Pure.
 */
final class Dependencies {
    private static final String ORDERING = "dependency graph: failed to resolve container ordering dependency ";

    private Dependencies() {}

    /** Whether all that it waits for is the case. */
    static boolean hold(Task task, TaskContainer container) {
        return container.dependsOn().stream().allMatch(on -> holds(task.container(on.container()), on.condition()));
    }

    /** Why a container that was not made yet never will be, in the agent's words; empty while it still may. */
    static Optional<String> never(Task task, TaskContainer container, Instant now) {
        return container.dependsOn().stream()
                .flatMap(on -> never(container, task.container(on.container()), on.condition(), now).stream())
                .findFirst();
    }

    /** When the next of what is waited for takes too long. */
    static Optional<Instant> nextTimeout(Task task) {
        return task.containers().stream()
                .filter(TaskContainer::awaitsItsTurn)
                .flatMap(container -> container.dependsOn().stream()
                        .filter(on -> !holds(task.container(on.container()), on.condition()))
                        .flatMap(on -> deadline(task.container(on.container()), on.condition()).stream()))
                .min(Instant::compareTo);
    }

    /** Those that wait for a container, and must be stopped before it. */
    static List<TaskContainer> dependents(Task task, TaskContainer container) {
        return task.containers().stream()
                .filter(other ->
                        other.dependsOn().stream().anyMatch(on -> on.container().equals(container.name())))
                .toList();
    }

    private static boolean holds(TaskContainer on, Dependency.Condition condition) {
        return switch (condition) {
            case CREATE -> on.runtimeId().isPresent();
            case START -> on.hasStarted();
            case COMPLETE -> on.exitCode().isPresent();
            case SUCCESS -> on.exitCode().filter(code -> code == 0).isPresent();
            case HEALTHY ->
                on.state() instanceof ContainerState.Running running
                        && running.health() == ContainerState.Health.HEALTHY;
        };
    }

    private static Optional<String> never(
            TaskContainer target, TaskContainer on, Dependency.Condition condition, Instant now) {
        if (holds(on, condition)) {
            return Optional.empty();
        }
        if (deadline(on, condition).filter(now::isAfter).isPresent()) {
            return Optional.of("dependency graph: container ordering dependency [" + told(on, "RUNNING")
                    + "] for target [" + told(target, "RUNNING") + "] has timed out.");
        }
        if (!on.hasEnded()) {
            return Optional.empty();
        }
        var between = "[" + told(on, "RUNNING") + "] for target [" + told(target, "RUNNING") + "]";
        return Optional.of(
                on.hasStarted()
                        ? ORDERING + between + " as dependency did not exit successfully."
                        : ORDERING + between + " because dependency will never start");
    }

    /** Only what was started can take too long, and only to something that comes after its start. */
    private static Optional<Instant> deadline(TaskContainer on, Dependency.Condition condition) {
        var waits = switch (condition) {
            case CREATE, START -> false;
            case COMPLETE, SUCCESS, HEALTHY -> true;
        };
        return on.state() instanceof ContainerState.Running running && waits
                ? on.startTimeoutSeconds().map(running.startedAt()::plusSeconds)
                : Optional.empty();
    }

    /** A container as the agent prints it: {@code name(image) (known->desired) - Exit: code}. */
    private static String told(TaskContainer container, String desired) {
        var known = container.hasEnded() ? "STOPPED" : container.hasStarted() ? "RUNNING" : "NONE";
        var exit = container.exitCode().map(code -> " - Exit: " + code).orElse("");
        return container.name() + "(" + container.image() + ") (" + known + "->" + desired + ")" + exit;
    }
}
