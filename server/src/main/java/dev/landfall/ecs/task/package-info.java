/** Tasks: what was asked, how far each has come, and the loop that makes it true. */
@NullMarked
package dev.landfall.ecs.task;

import org.jspecify.annotations.NullMarked;
