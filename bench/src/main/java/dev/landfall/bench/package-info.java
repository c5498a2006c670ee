/** Measures a running Landfall server from outside, as its clients see it. */
@NullMarked
package dev.landfall.bench;

import org.jspecify.annotations.NullMarked;
