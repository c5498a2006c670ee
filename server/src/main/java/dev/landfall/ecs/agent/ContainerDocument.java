package dev.landfall.ecs.agent;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.HealthStatus;
import dev.landfall.contract.ecs.LaunchType;
import dev.landfall.contract.ecs.TransportProtocol;
import dev.landfall.ecs.task.LogTargets;
import dev.landfall.ecs.task.Restarts;
import dev.landfall.ecs.task.Task;
import dev.landfall.ecs.task.TaskContainer;
import dev.landfall.ecs.task.TaskHealth;
import dev.landfall.ecs.task.TaskLabels;
import dev.landfall.ecs.task.TaskMoments;
import dev.landfall.engine.ContainerEndpoint;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.HealthProbe;
import dev.landfall.engine.PodTimings;
import dev.landfall.engine.Span;
import dev.landfall.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The metadata of one container: the agent's ContainerResponse of versions 2 to 4, its members in the agent's order. */
final class ContainerDocument {
    private static final int LEAST_CPU = 2; // what the agent gives a container that asks for none

    private final Asker asker;
    private final Task task;
    private final NetworkDocument network;

    ContainerDocument(Asker asker, NetworkDocument network) {
        this.asker = asker;
        this.task = asker.task();
        this.network = network;
    }

    /** @param v4 with what only version 4 tells */
    Json of(TaskContainer container, boolean v4) {
        var definition = definition(container.name());
        var fields = new Fields()
                .text("DockerId", runtimeId(container))
                .text("Name", container.name())
                .text("DockerName", task.engineName(container))
                .text("Image", container.image())
                .text("ImageID", container.imageDigest().orElse(""))
                .items("Ports", definition.map(d -> ports(container, d, v4)).orElse(List.of()))
                .texts("Labels", definition.map(d -> TaskLabels.all(task, d)).orElse(Map.of()))
                .text("DesiredStatus", task.desiredStatus())
                .text("KnownStatus", KnownStatus.of(container))
                .number("ExitCode", container.exitCode())
                .object("Limits", limits(container))
                .time("CreatedAt", createdAt(container.name()))
                .time("StartedAt", startedAt(container.state()))
                .time("FinishedAt", finishedAt(container.state()))
                .text("Type", "NORMAL");
        if (!v4) {
            fields.items("Networks", network.brief(container));
        }
        definition.filter(d -> d.healthCheck() != null).ifPresent(d -> fields.object("Health", health(container)));
        definition.filter(d -> !onFargate()).ifPresent(d -> fields.items("Volumes", volumes(d)));
        if (v4) {
            definition.ifPresent(d -> log(fields, d));
            fields.text("ContainerARN", task.arn(container)).items("Networks", network.full(container));
            if (onFargate()) {
                fields.text("Snapshotter", "overlayfs");
            }
            fields.number("RestartCount", container.restarts().map(Restarts::count));
        }
        return fields.json();
    }

    private Optional<Instant> createdAt(String name) {
        return Optional.ofNullable(asker.moments().pod().containers().get(name))
                .flatMap(PodTimings.ContainerTimings::create)
                .flatMap(Span::end);
    }

    private Fields health(TaskContainer container) {
        var status = TaskHealth.of(container.state());
        var fields = new Fields().text("status", status.value());
        if (status == HealthStatus.UNKNOWN || !(container.state() instanceof ContainerState.Running running)) {
            return fields;
        }
        return fields.time("statusSince", since(container.name(), running.health()))
                .number("exitCode", running.probe().map(HealthProbe::exitCode).filter(code -> code != 0))
                .text("output", running.probe().map(HealthProbe::output).filter(text -> !text.isEmpty()));
    }

    private Optional<Instant> since(String container, ContainerState.Health health) {
        return Optional.ofNullable(asker.moments().verdicts().get(container))
                .filter(verdict -> verdict.health() == health)
                .map(TaskMoments.Verdict::since);
    }

    /** An instance's containers are told what of the instance they see. */
    private List<Json> volumes(ContainerDefinition definition) {
        var sources = new LinkedHashMap<String, String>();
        for (var volume : asker.definition().spec().volumesOrEmpty()) {
            var host = volume.host();
            if (host != null && !host.sourcePathOr("").isEmpty()) {
                sources.put(volume.nameOr(""), host.sourcePathOr(""));
            }
        }
        return definition.mountPointsOrEmpty().stream()
                .map(point -> new Fields()
                        .text("Source", Optional.ofNullable(sources.get(point.sourceVolumeOr(""))))
                        .text("Destination", point.containerPathOr(""))
                        .json())
                .toList();
    }

    private boolean onFargate() {
        return task.spec().launchType() == LaunchType.FARGATE;
    }

    /** What the task's runtime calls it: on Fargate the task's id and ten digits. */
    String runtimeId(TaskContainer container) {
        return onFargate()
                ? asker.ids().container(task, asker.mode(), container.name())
                : container.runtimeId().orElse("");
    }

    private Optional<ContainerDefinition> definition(String name) {
        return asker.definition().spec().containerDefinitionsOrEmpty().stream()
                .filter(d -> name.equals(d.name()))
                .findFirst();
    }

    private List<Json> ports(TaskContainer container, ContainerDefinition definition, boolean v4) {
        return task.network().isPresent() ? mapped(definition) : bound(container, v4);
    }

    /** With an interface of its own, a task has its ports as they are. */
    private static List<Json> mapped(ContainerDefinition definition) {
        return definition.portMappingsOrEmpty().stream()
                .filter(port -> port.containerPort() != null)
                .map(port -> new Fields()
                        .number("ContainerPort", port.containerPortOr(0))
                        .text("Protocol", port.protocol() == TransportProtocol.UDP ? "udp" : "tcp")
                        .number("HostPort", port.hostPortOr(port.containerPortOr(0)))
                        .json())
                .toList();
    }

    /** On the host's bridge, the ports of the host that its own answer at. */
    private static List<Json> bound(TaskContainer container, boolean v4) {
        var all = new ArrayList<Json>();
        for (var binding : container.endpoint().map(ContainerEndpoint::bindings).orElse(List.of())) {
            for (var n = 0; n < binding.container().size(); n++) {
                var port = new Fields()
                        .number("ContainerPort", binding.container().first() + n)
                        .text("Protocol", binding.protocol().name().toLowerCase(Locale.ROOT))
                        .number("HostPort", binding.host().first() + n);
                all.add((v4 ? port.text("HostIp", binding.address()) : port).json());
            }
        }
        return all;
    }

    /** Fargate leaves out what a container does not limit; on an instance the agent tells 0. */
    private Fields limits(TaskContainer container) {
        var limits = new Fields().number("CPU", Math.max(LEAST_CPU, Integer.parseInt(container.cpu())));
        return onFargate()
                ? limits.number("Memory", container.memoryMiB())
                : limits.number("Memory", container.memoryMiB().orElse(0));
    }

    private void log(Fields fields, ContainerDefinition definition) {
        var log = definition.logConfiguration();
        if (log == null || log.logDriver() == null) {
            return;
        }
        var options = new LinkedHashMap<>(log.optionsOrEmpty());
        LogTargets.of(task, asker.definition(), definition.nameOr("")).ifPresent(target -> {
            options.remove("awslogs-stream-prefix");
            target.stream().ifPresent(stream -> options.put("awslogs-stream", stream));
        });
        fields.text("LogDriver", log.logDriver().value()).texts("LogOptions", options);
    }

    private static Optional<Instant> startedAt(ContainerState state) {
        return switch (state) {
            case ContainerState.Running running -> Optional.of(running.startedAt());
            case ContainerState.Exited exited -> Optional.of(exited.startedAt());
            case ContainerState.Absent absent -> Optional.empty();
            case ContainerState.Pulling pulling -> Optional.empty();
            case ContainerState.Created created -> Optional.empty();
            case ContainerState.Failed failed -> Optional.empty();
        };
    }

    private static Optional<Instant> finishedAt(ContainerState state) {
        return state instanceof ContainerState.Exited exited ? Optional.of(exited.finishedAt()) : Optional.empty();
    }
}
