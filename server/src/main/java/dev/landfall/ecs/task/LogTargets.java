package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.LogConfiguration;
import dev.landfall.contract.ecs.LogDriver;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where the lines of a task's containers go. */
public final class LogTargets {
    private LogTargets() {}

    /** The stream of a container as far as its definition tells; empty when it does not log to awslogs. */
    public static Optional<LogDelivery.Target> of(Task task, TaskDefinition definition, String container) {
        return of(task, definition, container, Map.of());
    }

    /** @param secrets the values of its secret options */
    static Optional<LogDelivery.Target> of(
            Task task, TaskDefinition definition, String container, Map<String, String> secrets) {
        return container(definition, container).flatMap(c -> of(task, c, secrets));
    }

    /** Whether where its lines go is, in part, a secret. */
    public static boolean isSecret(TaskDefinition definition, String container) {
        return container(definition, container)
                .map(ContainerDefinition::logConfiguration)
                .filter(LogTargets::isAwslogs)
                .filter(log -> !log.secretOptionsOrEmpty().isEmpty())
                .isPresent();
    }

    private static Optional<ContainerDefinition> container(TaskDefinition definition, String name) {
        return definition.spec().containerDefinitionsOrEmpty().stream()
                .filter(c -> name.equals(c.name()))
                .findFirst();
    }

    private static boolean isAwslogs(LogConfiguration log) {
        return log.logDriver() == LogDriver.AWSLOGS;
    }

    private static Optional<LogDelivery.Target> of(
            Task task, ContainerDefinition definition, Map<String, String> secrets) {
        var log = definition.logConfiguration();
        if (log == null || !isAwslogs(log)) {
            return Optional.empty();
        }
        var options = new HashMap<>(log.optionsOrEmpty());
        options.putAll(secrets);
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
