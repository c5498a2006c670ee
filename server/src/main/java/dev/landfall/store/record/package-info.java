/** How our own records stand in storage: compact JSON, laid out once per type. */
@NullMarked
package dev.landfall.store.record;

import org.jspecify.annotations.NullMarked;
