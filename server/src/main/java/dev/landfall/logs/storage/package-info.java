/** Log events in files of their own: append-only, one SQLite database per log group and day of ingestion. */
@NullMarked
package dev.landfall.logs.storage;

import org.jspecify.annotations.NullMarked;
