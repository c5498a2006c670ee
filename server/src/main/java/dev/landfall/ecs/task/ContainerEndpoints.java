package dev.landfall.ecs.task;

import java.util.Map;

/** Where a container finds what ECS offers it, as variables of its environment. */
public interface ContainerEndpoints {
    /** On a host where it finds nothing. */
    ContainerEndpoints NONE = new ContainerEndpoints() {
        @Override
        public Map<String, String> fixed(Task task, String container) {
            return Map.of();
        }

        @Override
        public Map<String, String> usual(Task task) {
            return Map.of();
        }
    };

    /** Those that the agent sets whatever the task definition says. */
    Map<String, String> fixed(Task task, String container);

    /** Those that the task definition's own win over. */
    Map<String, String> usual(Task task);
}
