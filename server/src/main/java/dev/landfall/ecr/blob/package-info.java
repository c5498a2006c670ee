/** Blobs as files: streamed in, verified by digest before anybody can see them, streamed out. */
@NullMarked
package dev.landfall.ecr.blob;

import org.jspecify.annotations.NullMarked;
