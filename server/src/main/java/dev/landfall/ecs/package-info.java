/** Amazon ECS: the faults, ARNs and lookups that its resources share. */
@NullMarked
package dev.landfall.ecs;

import org.jspecify.annotations.NullMarked;
