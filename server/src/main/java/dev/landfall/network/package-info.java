/** Virtual networks: address pools, network interfaces, and the public addresses that answer on the host. */
@NullMarked
package dev.landfall.network;

import org.jspecify.annotations.NullMarked;
