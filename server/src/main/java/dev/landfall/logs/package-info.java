/** Amazon CloudWatch Logs: groups, streams, events, and the sink that containers' lines go to. */
@NullMarked
package dev.landfall.logs;

import org.jspecify.annotations.NullMarked;
