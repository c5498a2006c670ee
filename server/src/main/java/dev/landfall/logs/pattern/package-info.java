/** Filter patterns of CloudWatch Logs: terms, JSON conditions and space-delimited fields. */
@NullMarked
package dev.landfall.logs.pattern;

import org.jspecify.annotations.NullMarked;
