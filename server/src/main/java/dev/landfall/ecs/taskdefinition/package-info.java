/** Task definitions: validated as ECS and Fargate do, numbered by family, stored verbatim. */
@NullMarked
package dev.landfall.ecs.taskdefinition;

import org.jspecify.annotations.NullMarked;
