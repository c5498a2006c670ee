/** The store in a SQLite file: one writer that commits many transactions at once, readers on snapshots beside it. */
@NullMarked
package dev.landfall.store.sqlite;

import org.jspecify.annotations.NullMarked;
