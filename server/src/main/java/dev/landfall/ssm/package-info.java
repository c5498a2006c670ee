/** Systems Manager's Parameter Store: parameters with versions, labels, tags and history, encrypted where they are kept. */
@NullMarked
package dev.landfall.ssm;

import org.jspecify.annotations.NullMarked;
