/** The platform under a seed: one thread, a clock that is told to move, and a process that dies where it hurts. */
@NullMarked
package dev.landfall.simulation;

import org.jspecify.annotations.NullMarked;
