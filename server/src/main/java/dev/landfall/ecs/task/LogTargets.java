package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.LogDriver;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import java.util.Optional;

/** Where the lines of a task's containers go. */
public final class LogTargets {
    private LogTargets() {}

    /** The stream of a container; empty when it does not log to awslogs. */
    public static Optional<LogDelivery.Target> of(Task task, TaskDefinition definition, String container) {
        return definition.spec().containerDefinitionsOrEmpty().stream()
                .filter(c -> container.equals(c.name()))
                .findFirst()
                .flatMap(c -> of(task, c));
    }

    private static Optional<LogDelivery.Target> of(Task task, ContainerDefinition definition) {
        var log = definition.logConfiguration();
        if (log == null || log.logDriver() != LogDriver.AWSLOGS) {
            return Optional.empty();
        }
        var options = log.optionsOrEmpty();
        var name = definition.nameOr("");
        // without a prefix, the stream is named after the container in the engine
        var stream = Optional.ofNullable(options.get("awslogs-stream-prefix"))
                .filter(prefix -> !prefix.isBlank())
                .map(prefix -> prefix + "/" + name + "/" + task.id())
                .or(() -> task.container(name).runtimeId());
        return Optional.of(new LogDelivery.Target(
                task.realm().account(),
                options.getOrDefault("awslogs-region", task.realm().region()),
                options.getOrDefault("awslogs-group", ""),
                stream,
                task.realm().region(),
                options));
    }
}
