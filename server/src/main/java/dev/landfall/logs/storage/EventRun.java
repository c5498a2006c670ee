package dev.landfall.logs.storage;

import java.util.List;

/**
 * What a query found.
 *
 * @param events in the direction of reading
 * @param complete whether nothing lies beyond them
 */
public record EventRun(List<StoredEvent> events, boolean complete) {
    public EventRun {
        events = List.copyOf(events);
    }
}
