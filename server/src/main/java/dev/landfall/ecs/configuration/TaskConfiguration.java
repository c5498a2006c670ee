package dev.landfall.ecs.configuration;

import java.util.Map;

/** What a task's containers were given, by their names. Those that were given nothing are not in it. Never logged. */
public record TaskConfiguration(Map<String, ContainerConfiguration> containers) {
    public static final TaskConfiguration NONE = new TaskConfiguration(Map.of());

    public TaskConfiguration {
        containers = Map.copyOf(containers);
    }

    public ContainerConfiguration of(String container) {
        return containers.getOrDefault(container, ContainerConfiguration.NONE);
    }

    public boolean isEmpty() {
        return containers.isEmpty();
    }
}
