/** Where services meet: the small ports of one, made good by another. */
@NullMarked
package dev.landfall.wiring;

import org.jspecify.annotations.NullMarked;
