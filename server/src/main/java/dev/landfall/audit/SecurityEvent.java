package dev.landfall.audit;

import java.time.Instant;

/**
 * Somebody tried what they may not.
 *
 * @param source who: a network address
 * @param subject as whom they were known, such as a task's ARN; empty when not at all
 * @param detail what was tried; never a secret, and no longer than a line
 */
public record SecurityEvent(Instant at, Kind kind, String source, String subject, String detail) {
    private static final int MAX_DETAIL = 256; // a stranger writes it

    /** What was tried. */
    public enum Kind {
        /** Credentials under an id that is not the caller's own. */
        CREDENTIALS_ID_REFUSED,
        /** Metadata or statistics under an id that is not the caller's own. */
        METADATA_ID_REFUSED,
        /** The endpoint of tasks, from an address that no task has. */
        STRANGER_REFUSED,
        /** A port of the loopback device that is for tasks, by a name that is not the device's: a browser, misled. */
        FOREIGN_NAME_REFUSED,
    }

    public SecurityEvent {
        detail = detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL);
    }
}
