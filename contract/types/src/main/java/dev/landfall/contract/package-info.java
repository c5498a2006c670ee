/** AWS's published contract as Java: what a generated record can tell about itself, and the operations of a service. */
@NullMarked
package dev.landfall.contract;

import org.jspecify.annotations.NullMarked;
