package dev.landfall.ecs.agent;

import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.Tag;
import dev.landfall.ecs.instance.InstanceTags;
import dev.landfall.ecs.task.Task;
import dev.landfall.ecs.task.TaskContainer;
import dev.landfall.ecs.task.TaskMoments;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.store.Reader;
import java.util.List;
import java.util.Optional;

/**
 * The task that a request comes from.
 *
 * @param instanceTags of the container instance it runs on; Fargate has none
 */
record Asker(Task task, TaskDefinition definition, TaskMoments moments, List<Tag> instanceTags, AgentIds ids) {
    /** With what is stored beside the task; empty when its definition is not there. */
    static Optional<Asker> of(Reader reader, Task task, AgentIds ids) {
        var spec = task.spec();
        var key = TaskDefinition.key(task.realm(), spec.family(), spec.revision());
        var moments = reader.get(TaskMoments.KIND, task.key()).orElse(TaskMoments.NONE);
        return reader.get(TaskDefinition.KIND, key)
                .map(definition -> new Asker(task, definition, moments, instanceTags(reader, task), ids));
    }

    private static List<Tag> instanceTags(Reader reader, Task task) {
        return task.spec()
                .placement()
                .map(at -> InstanceTags.of(reader, task.realm(), task.cluster(), at.instanceId()))
                .orElse(List.of());
    }

    NetworkMode mode() {
        return definition.spec().networkModeOr(NetworkMode.BRIDGE);
    }

    /** Its own container under an id. */
    Optional<TaskContainer> container(String id) {
        return task.containers().stream()
                .filter(c -> AgentIds.same(id, ids.container(task, mode(), c.name())))
                .findFirst();
    }

    boolean isCredentialsId(String id) {
        return task.spec().taskRoleArn().isPresent() && AgentIds.same(id, ids.credentials(task, mode()));
    }

    /** Whether the id in a path is its own, and of what the path asks for. */
    boolean owns(AgentPath path) {
        return path instanceof AgentPath.Credentials(var id)
                ? isCredentialsId(id)
                : path.secretId().flatMap(this::container).isPresent();
    }
}
