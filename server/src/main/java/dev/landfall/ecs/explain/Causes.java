package dev.landfall.ecs.explain;

import dev.landfall.contract.ecs.TaskStopCode;
import dev.landfall.contract.landfall.Cause;
import dev.landfall.ecs.task.Dependency;
import dev.landfall.ecs.task.Stop;
import dev.landfall.ecs.task.TaskContainer;
import dev.landfall.engine.ContainerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a task died of, in the order of cause: what happened, what came of it, and what went with it. Pure. */
final class Causes {
    /** A container that ends of itself is seen a little later. */
    private static final Duration SEEN_LATE = Duration.ofSeconds(2);

    private static final int DEFAULT_STOP_TIMEOUT_SECONDS = 30;

    private final TaskCase known;

    private Causes(TaskCase known) {
        this.known = known;
    }

    /** None for a task that nobody told to end. */
    static List<Cause> of(TaskCase known) {
        return known.task().stop().map(stop -> new Causes(known).all(stop)).orElseGet(List::of);
    }

    private List<Cause> all(Stop stop) {
        var before = new ArrayList<Cause>();
        var after = new ArrayList<Cause>();
        for (var container : inOrder()) {
            container.givenUp().ifPresent(why -> before.add(givenUp(container, why, stop)));
            switch (container.state()) {
                case ContainerState.Failed failed -> before.add(failed(container, failed, stop));
                case ContainerState.Exited exited -> {
                    var led = led(container, exited, stop);
                    (led ? before : after)
                            .add(cause(
                                    container,
                                    exited.finishedAt(),
                                    led ? ended(container, exited) : stopped(container, exited, stop)));
                }
                case ContainerState.Absent a -> {}
                case ContainerState.Pulling p -> {}
                case ContainerState.Created c -> {}
                case ContainerState.Running r -> {}
            }
        }
        before.sort(Comparator.comparing(Cause::at));
        before.add(Cause.builder().at(stop.at()).text(told(stop)).build());
        before.addAll(after);
        return List.copyOf(before);
    }

    private List<TaskContainer> inOrder() {
        return known.task().containers().stream()
                .sorted(Comparator.comparing(Causes::endedAt).thenComparing(container -> !container.essential()))
                .toList();
    }

    private static Instant endedAt(TaskContainer container) {
        return container.state() instanceof ContainerState.Exited exited ? exited.finishedAt() : Instant.EPOCH;
    }

    /** Whether it ended before the task was told to, and so may be why. */
    private static boolean led(TaskContainer container, ContainerState.Exited exited, Stop stop) {
        var byItself = !exited.finishedAt().isAfter(stop.at());
        var forEnds = stop.code() == TaskStopCode.ESSENTIAL_CONTAINER_EXITED
                || stop.code() == TaskStopCode.TASK_FAILED_TO_START;
        return byItself && (forEnds || !container.essential())
                || byItself && exited.finishedAt().isBefore(stop.at().minus(SEEN_LATE));
    }

    /** In our own words, for the agent's speak of graphs; the container's reason has those. */
    private Cause givenUp(TaskContainer container, String why, Stop stop) {
        var text = container.dependsOn().stream()
                .filter(on -> why.contains("[" + on.container() + "("))
                .findFirst()
                .map(on -> "it waits for " + awaited(on) + ", which " + fate(on.container(), why))
                .orElse(why);
        return cause(container, stop.at(), name(container) + " was never started: " + text);
    }

    private static String awaited(Dependency on) {
        return switch (on.condition()) {
            case CREATE -> on.container() + " to be made";
            case START -> on.container() + " to start";
            case COMPLETE -> on.container() + " to end";
            case SUCCESS -> on.container() + " to succeed";
            case HEALTHY -> on.container() + " to be healthy";
        };
    }

    private String fate(String awaited, String why) {
        if (why.endsWith("has timed out.")) {
            return "took longer than its startTimeout";
        }
        return known.task().containers().stream()
                .filter(container -> container.name().equals(awaited))
                .findFirst()
                .map(container -> container.state() instanceof ContainerState.Exited exited
                        ? "ended with " + new ExitCode(exited.exitCode())
                        : "was never started")
                .orElse("failed");
    }

    private static String name(TaskContainer container) {
        return "container " + container.name() + (container.essential() ? " (essential)" : "");
    }

    private static String ended(TaskContainer container, ContainerState.Exited exited) {
        var code = new ExitCode(exited.exitCode());
        if (exited.outOfMemory()) {
            var limit =
                    container.memoryMiB().map(size -> " of " + size + " MiB").orElse("");
            return name(container) + " was killed because it used more memory than its limit" + limit + " allows ("
                    + code + ")";
        }
        return name(container) + " ended " + Amounts.of(Duration.between(exited.startedAt(), exited.finishedAt()))
                + " after it was started, with " + code;
    }

    private String stopped(TaskContainer container, ContainerState.Exited exited, Stop stop) {
        var code = new ExitCode(exited.exitCode());
        return outlived(known, container, exited, stop)
                ? name(container) + " did not end within its stop timeout of "
                        + grace(known, container).toSeconds() + " s and was killed, with " + code
                : name(container) + " was stopped with the task, with " + code;
    }

    /** Whether it was killed, for it did not heed its stop signal in time. */
    static boolean outlived(TaskCase known, TaskContainer container, ContainerState.Exited exited, Stop stop) {
        var took = Duration.between(stop.at(), exited.finishedAt());
        return took.compareTo(grace(known, container)) >= 0
                && new ExitCode(exited.exitCode())
                        .signal()
                        .filter("SIGKILL"::equals)
                        .isPresent();
    }

    private static Duration grace(TaskCase known, TaskContainer container) {
        return Duration.ofSeconds(known.definition(container).stopTimeoutOr(DEFAULT_STOP_TIMEOUT_SECONDS));
    }

    private Cause failed(TaskContainer container, ContainerState.Failed failed, Stop stop) {
        var what = failed.runtimeId().isEmpty()
                        || TaskCase.startedAt(container.state()).isEmpty()
                ? " could not be brought up: "
                : " was lost: ";
        return cause(
                container, stop.at(), name(container) + what + failed.fault().message());
    }

    private static Cause cause(TaskContainer container, Instant at, String text) {
        return Cause.builder().at(at).containerName(container.name()).text(text).build();
    }

    private static String told(Stop stop) {
        return switch (stop.code()) {
            case USER_INITIATED -> "StopTask was called: " + stop.reason();
            case TASK_FAILED_TO_START -> "the task could not start: " + stop.reason();
            case ESSENTIAL_CONTAINER_EXITED -> "so the task was stopped: " + stop.reason();
            case SERVICE_SCHEDULER_INITIATED -> "its service stopped it: " + stop.reason();
            case SPOT_INTERRUPTION, TERMINATION_NOTICE -> "its capacity was taken away: " + stop.reason();
        };
    }
}
