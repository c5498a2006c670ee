/** Control groups of the kernel, one around each pod: what holds its containers together to its size. */
@NullMarked
package dev.landfall.engine.cgroup;

import org.jspecify.annotations.NullMarked;
