package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.engine.Sandbox;

/** Draws the sandbox of a task's pod, by the network mode of its definition. */
final class SandboxBlueprint {
    private SandboxBlueprint() {}

    static Sandbox of(Task task, TaskDefinition definition) {
        return switch (definition.spec().networkModeOr(NetworkMode.BRIDGE)) {
            case AWSVPC -> ofInterface(task);
            case BRIDGE -> new Sandbox.Bridge();
            case HOST -> new Sandbox.Host();
            case NONE -> new Sandbox.None();
        };
    }

    private static Sandbox ofInterface(Task task) {
        var own = task.network().orElseThrow(() -> new IllegalStateException("No interface yet: " + task.arn()));
        return new Sandbox.Interface(own.privateAddress(), own.privateDnsName());
    }
}
