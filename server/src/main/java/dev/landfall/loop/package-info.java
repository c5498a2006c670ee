/** The reconciler runtime: keyed loops woken by commits, by time and by a periodic sweep. */
@NullMarked
package dev.landfall.loop;

import org.jspecify.annotations.NullMarked;
