/** Why a task did not start, what its start took, and what it died of. */
@NullMarked
package dev.landfall.ecs.explain;

import org.jspecify.annotations.NullMarked;
