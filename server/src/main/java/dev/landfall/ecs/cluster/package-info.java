/** Clusters and the capacity providers they may use. */
@NullMarked
package dev.landfall.ecs.cluster;

import org.jspecify.annotations.NullMarked;
