/** Durable state: versioned documents in transactions, watches on commits, leases with a fencing epoch. */
@NullMarked
package dev.landfall.store;

import org.jspecify.annotations.NullMarked;
