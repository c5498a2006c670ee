/** The store in one process's memory: for simulation, where it dies on demand, and for fast tests. */
@NullMarked
package dev.landfall.store.memory;

import org.jspecify.annotations.NullMarked;
