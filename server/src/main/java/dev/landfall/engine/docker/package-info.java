/** The engine on Docker: a thin client of the Docker Engine API, and pods made of a sandbox and joined containers. */
@NullMarked
package dev.landfall.engine.docker;

import org.jspecify.annotations.NullMarked;
