package dev.landfall.ecs.explain;

import dev.landfall.contract.landfall.ContainerExplanation;
import dev.landfall.contract.landfall.LastLine;
import dev.landfall.ecs.task.LogDelivery;
import dev.landfall.ecs.task.LogTargets;
import dev.landfall.ecs.task.Restarts;
import dev.landfall.ecs.task.TaskContainer;
import dev.landfall.ecs.task.TaskMoments;
import dev.landfall.ecs.task.TaskProjection;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.HealthProbe;
import dev.landfall.wire.Realm;
import java.util.List;
import java.util.Optional;

/** What became of each container, and what it said last. Reads log files. */
record ContainerExplanations(TaskCase known, StreamTail tail) {
    private static final int LAST_LINES = 20;

    List<ContainerExplanation> all() {
        return known.task().containers().stream().map(this::of).toList();
    }

    private ContainerExplanation of(TaskContainer container) {
        var shown = TaskProjection.of(known.task(), false).containersOrEmpty().stream()
                .filter(one -> container.name().equals(one.name()))
                .findFirst()
                .orElseThrow();
        var stream = known.definition()
                .filter(found -> !LogTargets.isSecret(found, container.name()))
                .flatMap(found -> LogTargets.of(known.task(), found, container.name()));
        return ContainerExplanation.builder()
                .name(container.name())
                .image(container.image())
                .essential(container.essential())
                .lastStatus(shown.lastStatus())
                .healthStatus(
                        shown.healthStatus() == null
                                ? null
                                : shown.healthStatus().value())
                .healthCheckExitCode(probe(container).map(HealthProbe::exitCode).orElse(null))
                .healthCheckOutput(probe(container).map(HealthProbe::output).orElse(null))
                .exitCode(shown.exitCode())
                .signal(Optional.ofNullable(shown.exitCode())
                        .flatMap(code -> new ExitCode(code).signal())
                        .orElse(null))
                .outOfMemory(container.state() instanceof ContainerState.Exited exited && exited.outOfMemory())
                .reason(shown.reason())
                .restartCount(container.restarts().map(Restarts::count).orElse(null))
                .lostLogEvents(tail.lost(known.task().id().pod(), container.name()))
                .logGroup(stream.map(LogDelivery.Target::group).orElse(null))
                .logStream(stream.flatMap(LogDelivery.Target::stream).orElse(null))
                .lastLines(lines(container, stream).stream()
                        .map(line -> LastLine.builder()
                                .at(line.at())
                                .text(line.text())
                                .build())
                        .toList())
                .build();
    }

    /** What its health check said last, while it lives. */
    private static Optional<HealthProbe> probe(TaskContainer container) {
        return container.state() instanceof ContainerState.Running running ? running.probe() : Optional.empty();
    }

    private List<TaskMoments.LastLine> lines(TaskContainer container, Optional<LogDelivery.Target> target) {
        return target.flatMap(to -> to.stream()
                        .map(stream -> tail.last(new Realm(to.account(), to.region()), to.group(), stream, LAST_LINES)))
                .orElseGet(() -> known.moments().lastLines().getOrDefault(container.name(), List.of()));
    }
}
