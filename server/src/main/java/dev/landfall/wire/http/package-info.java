/** HTTP as the rest of Landfall sees it: endpoints that answer blocking, on one port, within limits. */
@NullMarked
package dev.landfall.wire.http;

import org.jspecify.annotations.NullMarked;
