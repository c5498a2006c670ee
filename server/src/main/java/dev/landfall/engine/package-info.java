/** The port to whatever runs containers, asked for levels and observed, never choreographed. */
@NullMarked
package dev.landfall.engine;

import org.jspecify.annotations.NullMarked;
