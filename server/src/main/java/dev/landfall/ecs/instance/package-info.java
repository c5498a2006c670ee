/** Container instances: machines that run tasks of launch type EC2, what they have and what is left of it. */
@NullMarked
package dev.landfall.ecs.instance;

import org.jspecify.annotations.NullMarked;
