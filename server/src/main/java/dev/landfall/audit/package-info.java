/** A record of what somebody tried and was not allowed to, kept apart from the server's own log. */
@NullMarked
package dev.landfall.audit;

import org.jspecify.annotations.NullMarked;
