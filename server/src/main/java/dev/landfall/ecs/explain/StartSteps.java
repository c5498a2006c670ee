package dev.landfall.ecs.explain;

import dev.landfall.contract.ecs.HealthCheck;
import dev.landfall.contract.landfall.ImageLayer;
import dev.landfall.contract.landfall.ImageLayerState;
import dev.landfall.contract.landfall.StartStep;
import dev.landfall.contract.landfall.StartStepName;
import dev.landfall.ecs.task.TaskContainer;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.PodTimings.ContainerTimings;
import dev.landfall.engine.PodTimings.Layer;
import dev.landfall.engine.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the start of a task consists of, and how long each part took or has taken. Pure. */
final class StartSteps {
    private final TaskCase known;
    private final List<StartStep> steps = new ArrayList<>();

    private StartSteps(TaskCase known) {
        this.known = known;
    }

    /** In the order in which they began. */
    static List<StartStep> of(TaskCase known) {
        return new StartSteps(known).all();
    }

    private List<StartStep> all() {
        var task = known.task();
        var pending = known.entered("PENDING").or(() -> task.times().connectivityAt());
        var activating = known.entered("ACTIVATING");
        add(StartStepName.PROVISIONING, new Span(task.times().createdAt(), pending), provisioning());
        pending.ifPresent(begin ->
                add(StartStepName.READYING, new Span(begin, activating), "roles, secrets, images and log groups"));
        var pod = known.moments().pod();
        pod.sandbox()
                .ifPresent(span -> add(StartStepName.SANDBOX, span, pod.sandboxPrepared() ? "stood ready" : "made"));
        activating.ifPresent(begin -> task.containers().forEach(container -> container(container, begin)));
        known.moments().publication().ifPresent(span -> add(StartStepName.PUBLIC_ADDRESS, span, publicAddress()));
        steps.sort(Comparator.comparing(StartStep::beginAt));
        return List.copyOf(steps);
    }

    private String provisioning() {
        return known.task()
                .network()
                .map(network -> "network interface " + network.privateAddress())
                .orElse("");
    }

    private String publicAddress() {
        return known.task()
                .network()
                .flatMap(network -> network.publicAddress())
                .orElse("");
    }

    private void container(TaskContainer container, Instant activating) {
        var timings = known.timings(container.name());
        var definition = known.definition(container);
        timings.pull().ifPresent(span -> pull(container, timings, span));
        if (!definition.dependsOnOrEmpty().isEmpty()) {
            var free = timings.pull().flatMap(Span::end).orElse(activating);
            var on = definition.dependsOnOrEmpty().stream()
                    .map(one -> one.containerNameOr("") + " " + one.condition())
                    .toList();
            add(
                    StartStepName.DEPENDENCIES,
                    container,
                    new Span(free, timings.create().map(Span::begin)),
                    "waits for " + String.join(", ", on));
        }
        timings.create().ifPresent(span -> add(StartStepName.CREATE, container, span, ""));
        timings.start().ifPresent(span -> add(StartStepName.START, container, span, ""));
        var check = definition.healthCheck();
        if (check != null) {
            TaskCase.startedAt(container.state()).ifPresent(begin -> health(container, check, begin));
        }
    }

    private void health(TaskContainer container, HealthCheck check, Instant begin) {
        var healthy = Optional.ofNullable(known.moments().healthy().get(container.name()));
        var ended = container.state() instanceof ContainerState.Exited exited
                ? Optional.of(exited.finishedAt())
                : Optional.<Instant>empty();
        var state = container.state() instanceof ContainerState.Running running
                ? running.health().name()
                : "never passed";
        add(
                StartStepName.HEALTH,
                container,
                new Span(begin, healthy.or(() -> ended)),
                "checked every " + check.intervalOr(30) + " s" + (healthy.isPresent() ? "" : "; " + state));
    }

    private void pull(TaskContainer container, ContainerTimings timings, Span span) {
        var came = timings.create().isPresent() || !(container.state() instanceof ContainerState.Failed);
        var detail = timings.layers().isEmpty() && span.end().isPresent() && came
                ? container.image() + " was there"
                : container.image()
                        + FailedTries.of(timings, known.now())
                                .map(text -> "; " + text)
                                .orElse("");
        steps.add(step(StartStepName.PULL, span, detail)
                .containerName(container.name())
                .layers(timings.layers().stream().map(this::layer).toList())
                .build());
    }

    private ImageLayer layer(Layer layer) {
        return ImageLayer.builder()
                .id(layer.id())
                .state(ImageLayerState.lookup(layer.state().name()).orElse(null))
                .bytes(layer.bytes() > 0 ? layer.bytes() : null)
                .doneBytes(layer.bytes() > 0 ? layer.doneBytes() : null)
                .beginAt(layer.begin().orElse(null))
                .endAt(layer.end().orElse(null))
                .durationMillis(layer.begin()
                        .map(begin -> Duration.between(begin, layer.end().orElse(known.end()))
                                .toMillis())
                        .orElse(null))
                .build();
    }

    private void add(StartStepName name, Span span, String detail) {
        steps.add(step(name, span, detail).build());
    }

    private void add(StartStepName name, TaskContainer container, Span span, String detail) {
        steps.add(step(name, span, detail).containerName(container.name()).build());
    }

    /** One that is under way has no end; one that the task's end cut short ended with it. */
    private StartStep.Builder step(StartStepName name, Span span, String detail) {
        var cut = span.end().or(() -> known.task().stop().map(stop -> later(stop.at(), span.begin())));
        return StartStep.builder()
                .name(name)
                .beginAt(span.begin())
                .endAt(cut.orElse(null))
                .durationMillis(
                        Duration.between(span.begin(), cut.orElse(known.now())).toMillis())
                .detail(detail.isEmpty() ? null : detail);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
