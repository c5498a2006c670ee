/** Account settings and tags. */
@NullMarked
package dev.landfall.ecs.account;

import org.jspecify.annotations.NullMarked;
