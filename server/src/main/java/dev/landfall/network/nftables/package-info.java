/** Public addresses in the kernel's own tables: any port, no process in the path. Linux, with the right to change them. */
@NullMarked
package dev.landfall.network.nftables;

import org.jspecify.annotations.NullMarked;
