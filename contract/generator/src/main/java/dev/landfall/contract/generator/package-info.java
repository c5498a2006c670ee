/** Writes the Java of AWS's contract from the models in contract/models, at build time. */
@NullMarked
package dev.landfall.contract.generator;

import org.jspecify.annotations.NullMarked;
