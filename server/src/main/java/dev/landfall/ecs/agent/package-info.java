/**
 * What code inside a container finds at 169.254.170.2, on the host's own network at the loopback device, as the Amazon ECS
 * agent serves it: credentials, metadata, statistics.
 */
@NullMarked
package dev.landfall.ecs.agent;

import org.jspecify.annotations.NullMarked;
