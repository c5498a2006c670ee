package dev.landfall.engine.docker;

import dev.landfall.engine.LogLine.Position;
import java.time.Instant;

/**
 * Gives lines their positions, in the order of the log. A stamp that is older than the one before counts as that one, so
 * that positions always grow; and they come out the same whenever the log is read.
 */
final class LogPositions {
    private Position last = Position.START;

    Position next(Instant stamp) {
        last = stamp.isAfter(last.stamp()) ? new Position(stamp, 1) : new Position(last.stamp(), last.ordinal() + 1);
        return last;
    }
}
