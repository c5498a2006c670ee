/** Public addresses carried by this process, port by port, where the kernel's tables may not be touched. */
@NullMarked
package dev.landfall.network.forwarding;

import org.jspecify.annotations.NullMarked;
