/** AWS Security Token Service: who one is, and temporary credentials. */
@NullMarked
package dev.landfall.sts;

import org.jspecify.annotations.NullMarked;
