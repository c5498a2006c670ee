/** The AWS protocols on one port: routing, authentication, decoding, faults. */
@NullMarked
package dev.landfall.wire;

import org.jspecify.annotations.NullMarked;
