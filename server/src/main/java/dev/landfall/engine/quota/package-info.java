/** Project quotas of the kernel: what a pod's containers and volumes may write together. */
@NullMarked
package dev.landfall.engine.quota;

import org.jspecify.annotations.NullMarked;
