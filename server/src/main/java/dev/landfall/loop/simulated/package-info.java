/** Time and threads under a seed: one thing happens at a time, in an order that the seed tells. */
@NullMarked
package dev.landfall.loop.simulated;

import org.jspecify.annotations.NullMarked;
