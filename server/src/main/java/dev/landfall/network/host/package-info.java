/** Finds out what this host allows. */
@NullMarked
package dev.landfall.network.host;

import org.jspecify.annotations.NullMarked;
