package dev.landfall.ecs.agent;

import dev.landfall.contract.ecs.Tag;
import dev.landfall.ecs.task.Task;
import dev.landfall.ecs.task.TaskContainer;
import dev.landfall.ecs.task.TaskMoments;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import java.util.List;
import java.util.Optional;

/**
 * The task that a request comes from, known by its address.
 *
 * @param instanceTags of the container instance it runs on; Fargate has none
 */
record Asker(Task task, TaskDefinition definition, TaskMoments moments, List<Tag> instanceTags, AgentIds ids) {
    /** Its own container under an id. */
    Optional<TaskContainer> container(String id) {
        return task.containers().stream()
                .filter(c -> AgentIds.same(id, ids.container(task, c.name())))
                .findFirst();
    }

    boolean isCredentialsId(String id) {
        return task.spec().taskRoleArn().isPresent() && AgentIds.same(id, ids.credentials(task));
    }
}
