/** What a machine must offer to run Landfall: each need examined, with the way to mend it. */
@NullMarked
package dev.landfall.cli.doctor;

import org.jspecify.annotations.NullMarked;
