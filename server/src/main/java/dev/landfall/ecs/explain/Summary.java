package dev.landfall.ecs.explain;

import dev.landfall.contract.ecs.HealthStatus;
import dev.landfall.contract.landfall.Cause;
import dev.landfall.contract.landfall.ImageLayer;
import dev.landfall.contract.landfall.ImageLayerState;
import dev.landfall.contract.landfall.StartStep;
import dev.landfall.contract.landfall.StartStepName;
import dev.landfall.ecs.task.TaskContainer;
import dev.landfall.ecs.task.TaskProjection;
import dev.landfall.engine.ContainerState;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The answer in one sentence. Pure. */
final class Summary {
    private final TaskCase known;
    private final List<StartStep> steps;
    private final List<Cause> causes;

    private Summary(TaskCase known, List<StartStep> steps, List<Cause> causes) {
        this.known = known;
        this.steps = steps;
        this.causes = causes;
    }

    static String of(TaskCase known, List<StartStep> steps, List<Cause> causes) {
        return new Summary(known, steps, causes).text();
    }

    private String text() {
        if (!causes.isEmpty()) {
            var verb = known.task().isOver() ? "It stopped" : "It is being stopped";
            return verb + ": " + first().textOr("").replaceFirst("\\.$", "") + "." + trouble();
        }
        return known.task().times().startedAt().map(started -> running()).orElseGet(this::waiting) + trouble();
    }

    /** What ended the task: who told it to, or the first container that it could not do without. */
    private Cause first() {
        var stop = known.task().stop().orElseThrow();
        var own = causes.stream().filter(cause -> cause.containerName() == null).findFirst();
        return switch (stop.code()) {
            case USER_INITIATED, SERVICE_SCHEDULER_INITIATED, SPOT_INTERRUPTION, TERMINATION_NOTICE ->
                own.orElseGet(causes::getFirst);
            case ESSENTIAL_CONTAINER_EXITED, TASK_FAILED_TO_START ->
                before().filter(cause -> is(cause, TaskContainer::essential))
                        .findFirst()
                        .or(() -> before().filter(cause -> is(cause, Summary::failed))
                                .findFirst())
                        .or(() -> own)
                        .orElseGet(causes::getFirst);
        };
    }

    /** All up to the order to stop. */
    private Stream<Cause> before() {
        return causes.stream().takeWhile(cause -> cause.containerName() != null);
    }

    private boolean is(Cause cause, Predicate<TaskContainer> test) {
        return known.task().containers().stream()
                .anyMatch(container -> container.name().equals(cause.containerName()) && test.test(container));
    }

    /** A task does not do without its images. */
    private static boolean failed(TaskContainer container) {
        return container.state() instanceof ContainerState.Failed;
    }

    private String trouble() {
        return known.trouble()
                .filter(text -> !known.task().isOver())
                .map(text -> " The container engine is away: " + text + ".")
                .orElse("");
    }

    private String running() {
        var times = known.task().times();
        var took = Duration.between(
                times.createdAt(), known.entered("RUNNING").or(times::startedAt).orElseThrow());
        var longest = steps.stream()
                .filter(step -> step.name() != StartStepName.HEALTH && step.endAt() != null)
                .max(Comparator.comparing(step -> step.durationMillisOr(0L)));
        var most = longest.map(step -> ", most of it for " + name(step) + " (" + took(step) + ")")
                .orElse("");
        return "It runs; its start took " + Amounts.of(took) + most + "." + health();
    }

    private String health() {
        var sick = sick();
        return sick.isEmpty()
                ? open(true)
                        .map(step -> " It waits for " + name(step) + " since " + took(step) + ".")
                        .orElse("")
                : sick;
    }

    private String sick() {
        var sick = TaskProjection.of(known.task(), false).containersOrEmpty().stream()
                .filter(container -> container.healthStatus() == HealthStatus.UNHEALTHY)
                .map(container -> container.nameOr(""))
                .toList();
        return sick.isEmpty() ? "" : " The health check fails of " + String.join(", ", sick) + ".";
    }

    private String waiting() {
        var since = Duration.between(known.task().times().createdAt(), known.now());
        var what = open(false)
                .map(step -> ", now for " + name(step) + progress(step))
                .orElse("");
        return "It has been starting for " + Amounts.of(since) + what + "." + sick();
    }

    /** What is under way for longest; to wait for another container is nothing of its own. */
    private Optional<StartStep> open(boolean health) {
        return steps.stream()
                .filter(step -> step.endAt() == null && (step.name() == StartStepName.HEALTH) == health)
                .min(Comparator.comparing((StartStep step) -> step.name() == StartStepName.DEPENDENCIES)
                        .thenComparing(StartStep::beginAt));
    }

    private static String name(StartStep step) {
        var what = switch (step.nameOr(StartStepName.PROVISIONING)) {
            case PROVISIONING -> "its place and network interface";
            case READYING -> "roles, secrets, images and log groups to be looked up";
            case SANDBOX -> "its network";
            case PULL -> "the image";
            case DEPENDENCIES -> "the dependencies";
            case CREATE -> "the container to be made";
            case START -> "the process to be started";
            case HEALTH -> "the health check";
            case PUBLIC_ADDRESS -> "its public address";
        };
        return step.containerName() == null ? what : what + " of " + step.containerName();
    }

    private static String took(StartStep step) {
        return Amounts.of(Duration.ofMillis(step.durationMillisOr(0L)));
    }

    private String progress(StartStep step) {
        var layers = step.layersOrEmpty();
        if (step.name() == StartStepName.DEPENDENCIES) {
            return " since " + took(step) + ": it " + step.detailOr("waits");
        }
        if (step.name() != StartStepName.PULL) {
            return " since " + took(step);
        }
        var failed = FailedTries.of(known.timings(String.valueOf(step.containerName())), known.now());
        var waited = " since " + took(step) + failed.map(text -> "; " + text).orElse("");
        if (layers.isEmpty()) {
            return failed.isPresent() ? waited : waited + "; its registry has not answered yet";
        }
        var here = layers.stream().filter(Summary::isHere).count();
        var done = layers.stream().mapToLong(layer -> layer.doneBytesOr(0L)).sum();
        var all = layers.stream().mapToLong(layer -> layer.bytesOr(0L)).sum();
        return waited + "; " + here + " of " + layers.size() + " layers are there, " + Amounts.bytes(done) + " of "
                + Amounts.bytes(all) + " known of arrived";
    }

    private static boolean isHere(ImageLayer layer) {
        return layer.state() == ImageLayerState.PRESENT || layer.state() == ImageLayerState.DONE;
    }
}
