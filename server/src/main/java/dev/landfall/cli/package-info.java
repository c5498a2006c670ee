/** The command line of the server process: options in, a running platform or an answer out. */
@NullMarked
package dev.landfall.cli;

import org.jspecify.annotations.NullMarked;
