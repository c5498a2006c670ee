package dev.landfall.logs.storage;

/**
 * A log stream as the storage knows it.
 *
 * @param id never used twice, so that a stream made anew under an old name starts empty
 * @param name as the user sees it
 */
public record StreamRef(String id, String name) {}
