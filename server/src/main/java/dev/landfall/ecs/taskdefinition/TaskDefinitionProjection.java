package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.ecs.TaskDefinitionStatus;
import dev.landfall.ecs.TaskRoleNames;

/** A task definition as AWS shows it. */
final class TaskDefinitionProjection {
    private TaskDefinitionProjection() {}

    static dev.landfall.contract.ecs.TaskDefinition of(TaskDefinition definition) {
        var spec = definition.spec();
        var size = TaskSize.parse(spec.cpu(), spec.memory());
        return dev.landfall.contract.ecs.TaskDefinition.builder()
                .taskDefinitionArn(definition.arn())
                .containerDefinitions(EffectiveDefinition.containers(spec))
                .family(definition.family())
                .taskRoleArn(TaskRoleNames.arn(definition.realm(), spec.taskRoleArn())
                        .orElse(null))
                .executionRoleArn(TaskRoleNames.arn(definition.realm(), spec.executionRoleArn())
                        .orElse(null))
                .networkMode(spec.networkMode())
                .revision(definition.revision())
                .volumes(spec.volumesOrEmpty())
                .status(status(definition.status()))
                .requiresAttributes(RequiredAttributes.of(spec))
                .placementConstraints(spec.placementConstraintsOrEmpty())
                .compatibilities(Compatibilities.of(spec))
                .runtimePlatform(spec.runtimePlatform())
                .requiresCompatibilities(
                        spec.requiresCompatibilitiesOrEmpty().isEmpty() ? null : spec.requiresCompatibilities())
                .cpu(size.cpu().map(String::valueOf).orElse(null))
                .memory(size.memoryMiB().map(String::valueOf).orElse(null))
                .inferenceAccelerators(spec.inferenceAccelerators())
                .pidMode(spec.pidMode())
                .ipcMode(spec.ipcMode())
                .proxyConfiguration(spec.proxyConfiguration())
                .registeredAt(definition.registeredAt())
                .deregisteredAt(definition.deregisteredAt().orElse(null))
                .deleteRequestedAt(definition.deleteRequestedAt().orElse(null))
                .registeredBy(definition.registeredBy())
                .ephemeralStorage(spec.ephemeralStorage())
                .enableFaultInjection(spec.enableFaultInjection())
                .build();
    }

    private static TaskDefinitionStatus status(TaskDefinition.Status status) {
        return switch (status) {
            case ACTIVE -> TaskDefinitionStatus.ACTIVE;
            case INACTIVE -> TaskDefinitionStatus.INACTIVE;
            case DELETE_IN_PROGRESS -> TaskDefinitionStatus.DELETE_IN_PROGRESS;
        };
    }
}
