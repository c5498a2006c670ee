package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.NetworkMode;
import java.util.Map;

/** Where a container finds what ECS offers it, as variables of its environment. */
public interface ContainerEndpoints {
    /** Those that the agent sets whatever the task definition says. */
    Map<String, String> fixed(Task task, NetworkMode mode, String container);

    /** Those that the task definition's own win over. */
    Map<String, String> usual(NetworkMode mode);
}
