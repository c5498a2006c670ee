package dev.landfall.store;

/** A document as read: where it is, what it says, and the version that the next writer may insist on. */
public record Document<T>(Key key, T value, long version) {}
