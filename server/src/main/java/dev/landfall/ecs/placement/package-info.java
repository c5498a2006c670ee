/** Where tasks of launch type EC2 are put: resources and ports, then constraints, then strategies, then a pick. Pure. */
@NullMarked
package dev.landfall.ecs.placement;

import org.jspecify.annotations.NullMarked;
