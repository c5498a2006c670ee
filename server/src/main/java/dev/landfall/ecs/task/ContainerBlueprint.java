package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.HealthCheck;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.ecs.configuration.ContainerConfiguration;
import dev.landfall.engine.ContainerSpec;
import java.time.Duration;
import java.util.Optional;

/** Draws one container of a task: what the engine is to run, out of definition and overrides. */
final class ContainerBlueprint {
    private final Images images;
    private final ContainerOutput output;
    private final ContainerEnvironment environment;

    ContainerBlueprint(Images images, ContainerOutput output, ContainerEnvironment environment) {
        this.images = images;
        this.output = output;
        this.environment = environment;
    }

    ContainerSpec spec(
            Task task,
            RegisterTaskDefinitionRequest whole,
            ContainerDefinition definition,
            ContainerConfiguration given) {
        var name = definition.nameOr("");
        var container = task.container(name);
        var override = Overrides.of(task.spec().overrides(), name);
        var pull = container.pullReference().orElse(container.image());
        var linux = Optional.ofNullable(definition.linuxParameters());
        var builder = ContainerSpec.builder(
                        name,
                        task.engineName(container),
                        images.image(Readying.role(task), container.image(), pull, given.login()))
                .environment(environment.of(task, whole, definition, override, given))
                .resources(ContainerLimits.of(task, definition))
                .privileges(ContainerRights.privileges(definition))
                .namespaces(ContainerRights.namespaces(whole, definition))
                .files(ContainerVolumes.of(task, whole, definition, given))
                .network(NetworkBlueprint.of(whole.networkModeOr(NetworkMode.BRIDGE), definition))
                .pseudoTerminal(definition.pseudoTerminalOr(false))
                .interactive(definition.interactiveOr(false))
                .initProcess(linux.map(l -> l.initProcessEnabledOr(false)).orElse(false))
                .logging(output.of(task, definition, given))
                .labels(TaskLabels.ofContainer(definition));
        if (!definition.entryPointOrEmpty().isEmpty()) {
            builder.entryPoint(definition.entryPointOrEmpty());
        }
        var command = override.commandOrEmpty().isEmpty() ? definition.commandOrEmpty() : override.commandOrEmpty();
        if (!command.isEmpty()) {
            builder.command(command);
        }
        Optional.ofNullable(definition.workingDirectory()).ifPresent(builder::workingDirectory);
        Optional.ofNullable(definition.user()).ifPresent(builder::user);
        Optional.ofNullable(definition.healthCheck())
                .map(ContainerBlueprint::health)
                .ifPresent(builder::healthCheck);
        return builder.build();
    }

    private static ContainerSpec.HealthCheck health(HealthCheck check) {
        return new ContainerSpec.HealthCheck(
                check.commandOrEmpty(),
                Duration.ofSeconds(check.intervalOr(30)),
                Duration.ofSeconds(check.timeoutOr(5)),
                check.retriesOr(3),
                Duration.ofSeconds(check.startPeriodOr(0)));
    }
}
