/** A JSON text as a tree, for what users write: policies and log lines. */
@NullMarked
package dev.landfall.json;

import org.jspecify.annotations.NullMarked;
