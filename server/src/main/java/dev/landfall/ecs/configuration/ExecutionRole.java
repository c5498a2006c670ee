package dev.landfall.ecs.configuration;

import dev.landfall.wire.Realm;
import java.util.Optional;

/**
 * In whose name the platform gets ready what a task needs.
 *
 * @param arn of the task execution role; without one a container instance's own role serves for images and logs, and may do all
 * @param session the task's id, as AWS names the session
 */
public record ExecutionRole(Realm realm, Optional<String> arn, String session) {}
