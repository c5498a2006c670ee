package dev.landfall.logs.storage;

/**
 * An event to be stored.
 *
 * @param timestamp when it happened, in milliseconds since 1970
 */
public record NewEvent(long timestamp, String message) {}
