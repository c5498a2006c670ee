package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.HealthCheck;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.engine.ContainerSpec;
import dev.landfall.engine.Pod;
import dev.landfall.engine.Sandbox;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Draws the pod of a task: what the engine is to run, out of definition and overrides. */
final class PodBlueprint {
    private static final int DEFAULT_STOP_TIMEOUT_SECONDS = 30;
    private static final long MIB = 1_048_576;
    private static final String LABEL = "com.amazonaws.ecs.";

    private final Images images;

    PodBlueprint(Images images) {
        this.images = images;
    }

    Pod pod(Task task, TaskDefinition definition, Step.LevelOf level) {
        var network = task.network().orElseThrow(() -> new IllegalStateException("No interface yet: " + task.arn()));
        var containers = definition.spec().containerDefinitionsOrEmpty().stream()
                .map(c -> new Pod.Container(spec(task, c), level(task, c, level)))
                .toList();
        return new Pod(
                task.id().pod(),
                level.generation(),
                new Sandbox(network.privateAddress(), network.privateDnsName()),
                containers,
                labels(task));
    }

    /** One that was started once is never started again, also where somebody removed it while nobody looked. */
    private static Pod.Level level(Task task, ContainerDefinition definition, Step.LevelOf level) {
        var container = task.container(definition.nameOr(""));
        var wanted = container.hasEnded() ? Step.LevelOf.STOPPED : level;
        return wanted == Step.LevelOf.RUNNING && container.hasStarted()
                ? new Pod.Level.Waiting()
                : wanted.engineLevel(graceSeconds(definition));
    }

    private ContainerSpec spec(Task task, ContainerDefinition definition) {
        var name = definition.nameOr("");
        var container = task.container(name);
        var override = Overrides.of(task.spec().overrides(), name);
        var pull = container.pullReference().orElse(container.image());
        var builder = ContainerSpec.builder(
                        name, engineName(task, container), images.image(task.realm(), container.image(), pull))
                .environment(environment(task, Overrides.environment(definition, override)))
                .cpuShares(Integer.parseInt(container.cpu()))
                .memoryBytes(memoryMiB(task, container) * MIB)
                .memoryReservationBytes(container.memoryReservationMiB().orElse(0) * MIB)
                .readonlyRootFilesystem(definition.readonlyRootFilesystemOr(false))
                .pseudoTerminal(definition.pseudoTerminalOr(false))
                .initProcess(definition.linuxParameters() != null
                        && definition.linuxParameters().initProcessEnabledOr(false))
                .ulimits(ulimits(definition))
                .labels(containerLabels(name, definition));
        if (!definition.entryPointOrEmpty().isEmpty()) {
            builder.entryPoint(definition.entryPointOrEmpty());
        }
        var command = override.commandOrEmpty().isEmpty() ? definition.commandOrEmpty() : override.commandOrEmpty();
        if (!command.isEmpty()) {
            builder.command(command);
        }
        if (definition.workingDirectory() != null) {
            builder.workingDirectory(definition.workingDirectory());
        }
        if (definition.user() != null) {
            builder.user(definition.user());
        }
        if (definition.healthCheck() != null) {
            builder.healthCheck(health(definition.healthCheck()));
        }
        return builder.build();
    }

    /** {@code ecs-<family>-<revision>-<container>-<hex>}, as the agent names them. */
    private static String engineName(Task task, TaskContainer container) {
        return "ecs-" + task.spec().family() + "-" + task.spec().revision() + "-" + container.name() + "-"
                + container.arnId().replace("-", "").substring(0, 20);
    }

    private static int graceSeconds(ContainerDefinition definition) {
        return definition.stopTimeoutOr(DEFAULT_STOP_TIMEOUT_SECONDS);
    }

    /** Its own hard limit, else the task's. */
    private static long memoryMiB(Task task, TaskContainer container) {
        return container
                .memoryMiB()
                .or(() -> task.spec().memory().map(Integer::parseInt))
                .orElse(0);
    }

    /** As asked for; the engine's own limits else, for it may not be allowed Fargate's default of 65535 open files. */
    private static List<ContainerSpec.Ulimit> ulimits(ContainerDefinition definition) {
        return definition.ulimitsOrEmpty().stream()
                .map(u -> new ContainerSpec.Ulimit(
                        u.name() == null ? "" : u.name().value(), u.softLimitOr(0), u.hardLimitOr(0)))
                .toList();
    }

    private static ContainerSpec.HealthCheck health(HealthCheck check) {
        return new ContainerSpec.HealthCheck(
                check.commandOrEmpty(),
                Duration.ofSeconds(check.intervalOr(30)),
                Duration.ofSeconds(check.timeoutOr(5)),
                check.retriesOr(3),
                Duration.ofSeconds(check.startPeriodOr(0)));
    }

    private static Map<String, String> environment(Task task, Map<String, String> own) {
        var all = new LinkedHashMap<String, String>();
        all.put("AWS_EXECUTION_ENV", "AWS_ECS_FARGATE");
        all.put("AWS_REGION", task.realm().region());
        all.put("AWS_DEFAULT_REGION", task.realm().region());
        all.putAll(own);
        return all;
    }

    private static Map<String, String> labels(Task task) {
        return Map.of(
                LABEL + "cluster", task.cluster(),
                LABEL + "task-arn", task.arn(),
                LABEL + "task-definition-family", task.spec().family(),
                LABEL + "task-definition-version", String.valueOf(task.spec().revision()));
    }

    private static Map<String, String> containerLabels(String name, ContainerDefinition definition) {
        var all = new LinkedHashMap<String, String>(definition.dockerLabelsOrEmpty());
        all.put(LABEL + "container-name", name);
        return all;
    }
}
