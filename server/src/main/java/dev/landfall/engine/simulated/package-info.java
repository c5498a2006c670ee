/** An engine made of data under a seeded clock: its containers live on when the platform that asked for them dies. */
@NullMarked
package dev.landfall.engine.simulated;

import org.jspecify.annotations.NullMarked;
