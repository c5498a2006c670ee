/** Landfall's entry point, its settings, and the composition root that wires everything else together. */
@NullMarked
package dev.landfall;

import org.jspecify.annotations.NullMarked;
