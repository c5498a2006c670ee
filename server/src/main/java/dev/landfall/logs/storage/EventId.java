package dev.landfall.logs.storage;

import java.util.Optional;

/**
 * The id of an event: 56 decimal digits, as CloudWatch Logs has them. Ours are made of the event's position and a number
 * of its group, so that they sort by time, differ between groups, and lead back to the event.
 */
public final class EventId {
    private static final int LENGTH = 56;

    private EventId() {}

    public static String of(String group, EventPosition position) {
        return position.digits() + fingerprint(group);
    }

    /** The position an id speaks of; empty when it is none of this group's. */
    public static Optional<EventPosition> position(String group, String id) {
        if (id.length() != LENGTH || !id.endsWith(fingerprint(group))) {
            return Optional.empty();
        }
        return EventPosition.parse(id.substring(0, EventPosition.DIGITS));
    }

    /** FNV-1a over the group's id: spread well enough to tell groups apart, and the same for ever. */
    private static String fingerprint(String group) {
        var hash = 0xcbf29ce484222325L;
        for (var i = 0; i < group.length(); i++) {
            hash = (hash ^ group.charAt(i)) * 0x100000001b3L;
        }
        var digits = Long.toUnsignedString(hash);
        return "0".repeat(LENGTH - EventPosition.DIGITS - digits.length()) + digits;
    }
}
