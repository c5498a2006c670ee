/** Secrets at rest, encrypted under a key that lies beside the data. */
@NullMarked
package dev.landfall.vault;

import org.jspecify.annotations.NullMarked;
