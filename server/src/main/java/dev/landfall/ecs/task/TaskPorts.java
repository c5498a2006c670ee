package dev.landfall.ecs.task;

import dev.landfall.ecs.configuration.ConfigurationPorts;

/** What tasks need of other services, by need. */
public record TaskPorts(
        TaskNetwork network,
        Images images,
        Roles roles,
        LogDelivery logs,
        ConfigurationPorts configuration,
        ContainerEndpoints endpoints) {}
