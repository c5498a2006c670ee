package dev.landfall.ecs.task;

/**
 * All that a plan is made from: the task as stored and what this process knows of the world around it.
 *
 * @param placed whether its sandbox stands, without which there is no network to publish it on
 * @param published whether its public address answers (true when it has none)
 * @param settled whether the engine has told what it sees since it was asked to stop the pod
 * @param drained whether every line of its containers has reached its log stream, or never will
 * @param removed whether the engine was seen without its pod since that was asked
 */
record TaskView(Task task, boolean placed, boolean published, boolean settled, boolean drained, boolean removed) {}
