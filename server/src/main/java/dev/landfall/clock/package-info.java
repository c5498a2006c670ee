/** How far this machine's clock can be trusted. */
@NullMarked
package dev.landfall.clock;

import org.jspecify.annotations.NullMarked;
