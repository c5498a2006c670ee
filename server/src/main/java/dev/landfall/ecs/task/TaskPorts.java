package dev.landfall.ecs.task;

/** What tasks need of other services, by need. */
public record TaskPorts(TaskNetwork network, Images images, Roles roles, LogDelivery logs) {}
