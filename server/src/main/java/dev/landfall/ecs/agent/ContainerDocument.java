package dev.landfall.ecs.agent;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.LaunchType;
import dev.landfall.contract.ecs.TransportProtocol;
import dev.landfall.ecs.task.LogTargets;
import dev.landfall.ecs.task.Task;
import dev.landfall.ecs.task.TaskContainer;
import dev.landfall.ecs.task.TaskHealth;
import dev.landfall.ecs.task.TaskLabels;
import dev.landfall.engine.ContainerState;
import dev.landfall.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The metadata of one container: the agent's ContainerResponse of versions 2 to 4, its members in the agent's order. */
final class ContainerDocument {
    private static final int LEAST_CPU = 2; // what the agent gives a container that asks for none

    private final Asker asker;
    private final Task task;
    private final TaskInterfaceDocument network;

    ContainerDocument(Asker asker, TaskInterfaceDocument network) {
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
                .items("Ports", definition.map(this::ports).orElse(List.of()))
                .texts("Labels", definition.map(d -> TaskLabels.all(task, d)).orElse(Map.of()))
                .text("DesiredStatus", task.desiredStatus())
                .text("KnownStatus", KnownStatus.of(container))
                .number("ExitCode", exitCode(container.state()))
                .object("Limits", limits(container))
                .time("StartedAt", startedAt(container.state()))
                .time("FinishedAt", finishedAt(container.state()))
                .text("Type", "NORMAL");
        if (!v4) {
            fields.items("Networks", network.brief());
        }
        definition
                .filter(d -> d.healthCheck() != null)
                .ifPresent(d -> fields.object(
                        "Health",
                        new Fields()
                                .text("status", TaskHealth.of(container.state()).value())));
        if (v4) {
            definition.ifPresent(d -> log(fields, d));
            fields.text("ContainerARN", task.arn(container)).items("Networks", network.full());
            fargate(fields);
        }
        return fields.json();
    }

    private void fargate(Fields fields) {
        if (task.spec().launchType() == LaunchType.FARGATE) {
            fields.text("Snapshotter", "overlayfs");
        }
    }

    /** What the task's runtime calls it: on Fargate the task's id and ten digits. */
    String runtimeId(TaskContainer container) {
        return task.spec().launchType() == LaunchType.FARGATE
                ? asker.ids().container(task, container.name())
                : container.runtimeId().orElse("");
    }

    private Optional<ContainerDefinition> definition(String name) {
        return asker.definition().spec().containerDefinitionsOrEmpty().stream()
                .filter(d -> name.equals(d.name()))
                .findFirst();
    }

    private List<Json> ports(ContainerDefinition definition) {
        return definition.portMappingsOrEmpty().stream()
                .filter(port -> port.containerPort() != null)
                .map(port -> new Fields()
                        .number("ContainerPort", port.containerPortOr(0))
                        .text("Protocol", port.protocol() == TransportProtocol.UDP ? "udp" : "tcp")
                        .number("HostPort", port.hostPortOr(port.containerPortOr(0)))
                        .json())
                .toList();
    }

    private Fields limits(TaskContainer container) {
        var limits = new Fields().number("CPU", Math.max(LEAST_CPU, Integer.parseInt(container.cpu())));
        return limits.number("Memory", container.memoryMiB());
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

    private static Optional<Integer> exitCode(ContainerState state) {
        return state instanceof ContainerState.Exited exited ? Optional.of(exited.exitCode()) : Optional.empty();
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
